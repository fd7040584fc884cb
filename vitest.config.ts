import { defineConfig } from 'vitest/config'
import ByMemory from './test/order.ts'

export default defineConfig(({ mode }) => ({
  test: {
    // `npm run update`: cmd of Windows sets no variable before a command.
    env: mode === 'update' ? { UPDATE: '1' } : {},
    include: ['test/**/*.test.ts'],
    exclude: ['test/torture/**', 'test/page/long/**', 'node_modules/**'],
    globalSetup: 'test/temporary-folder.ts',
    setupFiles: ['test/seed.ts', 'test/memory.ts'],
    // For test/memory.ts.
    execArgv: ['--expose-gc'],
    // Files of one worker share their modules, and what those made once: half of the processor's time.
    isolate: false,
    sequence: { sequencer: ByMemory },
    testTimeout: 90_000,
    hookTimeout: 90_000,
    // One more than the two cores: many tests wait for git, a browser and the disk, and each worker loads everything for itself.
    maxWorkers: 3,
  },
}))
