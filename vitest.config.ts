import { defineConfig } from 'vitest/config'

export default defineConfig(({ mode }) => ({
  test: {
    // `npm run update`: cmd of Windows sets no variable before a command.
    env: mode === 'update' ? { UPDATE: '1' } : {},
    include: ['test/**/*.test.ts'],
    exclude: ['test/torture/**', 'test/page/long/**', 'node_modules/**'],
    globalSetup: 'test/temporary-folder.ts',
    setupFiles: 'test/seed.ts',
    // Files of one worker share their modules, and what those made once: half of the processor's time.
    isolate: false,
    testTimeout: 90_000,
    hookTimeout: 90_000,
    // Twice the two cores: many tests wait for git, ssh-keygen and the disk.
    maxWorkers: 4,
  },
}))
