import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { include: ['test/torture/**/*.torture.test.ts'], testTimeout: 600_000 },
})
