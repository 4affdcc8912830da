import type { TestProject } from 'vitest/node'
import { chromium } from 'playwright-core'
import { house } from './house'

declare module 'vitest' {
  interface ProvidedContext { browser: string }
}

/** While one writes a walk: the house of the last run is used again and stays up. */
const keep = process.env['AFTERCALL_E2E_KEEP'] === '1'

/** One fresh house and one real Chromium for all walks; each walk makes its own desks in them. */
export default async function setup(project: TestProject) {
  await (keep ? house.up() : house.freshUp())
  const server = await chromium.launchServer({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
      '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${house.nurseSpeech}`,
      '--autoplay-policy=no-user-gesture-required', '--disable-background-timer-throttling', '--disable-renderer-backgrounding', '--disable-backgrounding-occluded-windows',
    ],
  })
  project.provide('browser', server.wsEndpoint())
  return async () => {
    await server.close()
    if (!keep) await house.down()
  }
}
