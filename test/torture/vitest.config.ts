import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/torture/**/*.torture.test.ts', 'test/untrusted/every-kind.test.ts'],
    globalSetup: 'test/temporary-folder.ts',
    env: { TIEX_EVERY: '1' },
    testTimeout: 600_000,
  },
})
