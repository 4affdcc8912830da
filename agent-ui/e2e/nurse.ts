import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { house } from './house'

/** A nurse at her browser: real Chromium, a microphone that is fed with speech. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
      '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${house.nurseSpeech}`,
      '--autoplay-policy=no-user-gesture-required',
    ],
  })
}

export interface Desk { context: BrowserContext; page: Page; complaints: string[] }

export async function atDesk(browser: Browser): Promise<Desk> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, permissions: ['microphone'], locale: 'en-US' })
  // To measure what the softphone hears: every connection the page makes is kept where a test can ask it.
  await context.addInitScript(() => {
    const made: RTCPeerConnection[] = []
    const Real = window.RTCPeerConnection
    Object.defineProperty(window, 'RTCPeerConnection', { value: class extends Real { constructor(...args: ConstructorParameters<typeof Real>) { super(...args); made.push(this) } } })
    Object.defineProperty(window, 'connectionsMade', { value: made })
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', m => { if (m.type() === 'error' && !/401|net::ERR|WebSocket/.test(m.text() + m.location().url)) complaints.push(m.text()) })
  page.on('pageerror', e => complaints.push(String(e)))
  return { context, page, complaints }
}

export async function logIn(page: Page, login = 'nurse') {
  await page.goto(house.url)
  await page.getByText('English').click()
  await page.getByLabel('Login', { exact: true }).fill(login)
  await page.locator('#login-password').fill(house.password(login))
  await page.getByRole('button', { name: 'Log in', exact: true }).click()
  await page.getByRole('region', { name: 'Call bar' }).waitFor()
}

/** Waits until the call bar says so. */
export const state = (page: Page, is: string, timeout = 60_000) => page.locator(`[data-testid="call-state"][data-state="${is}"]`).waitFor({ timeout })

/** Sound energy that arrived in, and was sent from, this page's softphone so far; `spokenFor` is how far its microphone is in the speech file, in seconds. */
export async function soundSoFar(page: Page): Promise<{ heard: number; said: number; spokenFor: number }> {
  return page.evaluate(async () => {
    let heard = 0, said = 0, spokenFor = 0
    for (const one of (window as unknown as { connectionsMade: RTCPeerConnection[] }).connectionsMade) {
      for (const report of (await one.getStats()).values() as Iterable<{ type: string; kind?: string; totalAudioEnergy?: number; totalSamplesDuration?: number }>) {
        if (report.type === 'inbound-rtp' && report.kind === 'audio') heard += report.totalAudioEnergy ?? 0
        if (report.type === 'media-source' && report.kind === 'audio') {
          said += report.totalAudioEnergy ?? 0
          spokenFor += report.totalSamplesDuration ?? 0
        }
      }
    }
    return { heard, said, spokenFor }
  })
}

/** Asks until it is so. */
export async function until<T>(what: string, ask: () => Promise<T | undefined | false>, timeout = 60_000): Promise<T> {
  const end = Date.now() + timeout
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (Date.now() > end) throw new Error(`waited ${timeout / 1000} s in vain for: ${what}`)
    await new Promise(done => setTimeout(done, 250))
  }
}

/** Finds the patient in one of the queue's lists, takes the task and dials. */
export async function callFromQueue(page: Page, admissionNo: string) {
  await page.goto(house.url)
  const row = page.locator('[data-row]')
  await row.nth(1).waitFor()
  await page.getByRole('textbox', { name: 'Name / admission no.' }).fill(admissionNo)
  for (const list of [/\bDue\b/, /\bWaiting\b/]) {
    await page.getByRole('tab', { name: list }).click()
    const found = await until(`an answer about ${admissionNo}`, async () =>
      await row.count() === 1 ? 'here' : await page.getByText('Nobody matches').isVisible() && 'not here')
    if (found === 'here') break
  }
  await row.click()
  await state(page, 'preview')
  await page.locator('button:enabled', { hasText: 'Dial' }).waitFor()
  await page.keyboard.press('F2')
}
