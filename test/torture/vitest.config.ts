import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // The others are tests of npm test, with every row of their tables.
    include: [
      'test/torture/**/*.torture.test.ts',
      'test/everywhere.test.ts',
      'test/files/yaml/hostile.test.ts',
      'test/render/widths.test.ts',
      'test/untrusted/{every-kind,model-refused,neutralised,reading}.test.ts',
    ],
    globalSetup: 'test/temporary-folder.ts',
    env: { TIEX_EVERY: '1' },
    testTimeout: 600_000,
  },
})
