import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/page/long/*.test.ts'],
    globalSetup: 'test/temporary-folder.ts',
    testTimeout: 180_000,
    maxWorkers: 2,
  },
})
