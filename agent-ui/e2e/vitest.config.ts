import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['e2e/**/*.e2e.ts'],
    environment: 'node',
    // one house, one telephone network: tests wait for conditions, so the limits are only for what never comes
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 600_000,
    reporters: ['default', 'json'],
    outputFile: { json: '../target/e2e.json' },
  },
})
