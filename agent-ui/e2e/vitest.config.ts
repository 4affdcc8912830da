import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { defineConfig } from 'vitest/config'

/** By number, always: what a walk leaves behind in the house must not depend on how long another took last time. */
class ByName extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    return [...files].sort((a, b) => a.moduleId.localeCompare(b.moduleId, 'en', { numeric: true }))
  }
}

export default defineConfig({
  test: {
    include: ['e2e/**/*.e2e.ts'],
    environment: 'node',
    globalSetup: 'e2e/setup.ts',
    // one house, one telephone network: tests wait for conditions, so the limits are only for what never comes
    fileParallelism: false,
    sequence: { sequencer: ByName },
    testTimeout: 180_000,
    hookTimeout: 600_000,
    reporters: ['default', 'json'],
    outputFile: { json: '../target/e2e.json' },
  },
})
