import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/torture/**', 'node_modules/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Twice the two cores: many tests wait for git, ssh-keygen and the disk.
    maxWorkers: 4,
  },
})
