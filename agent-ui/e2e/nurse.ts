import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { inject } from 'vitest'
import { house } from './house'

/** Somebody at her own browser: real Chromium, a microphone that is fed with speech, and what the page complained of. */
export interface Desk { context: BrowserContext; page: Page; complaints: string[]; leave: () => Promise<void> }

let browser: Browser | null = null
const desks: Desk[] = []

/** Signs somebody in at a desk of her own. */
export async function atDesk(login: string): Promise<Desk> {
  browser ??= await chromium.connect(inject('browser'))
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, permissions: ['microphone'], locale: 'en-US' })
  await context.addInitScript(() => {
    localStorage.setItem('aftercall.prefs', JSON.stringify({ locale: 'en', dark: false, size: 'm' }))
    // To measure what the softphone hears: every connection the page makes is kept where a test can ask it.
    const made: RTCPeerConnection[] = []
    const Real = window.RTCPeerConnection
    Object.defineProperty(window, 'RTCPeerConnection', { value: class extends Real { constructor(...args: ConstructorParameters<typeof Real>) { super(...args); made.push(this) } } })
    Object.defineProperty(window, 'connectionsMade', { value: made })
  })
  const page = await context.newPage()
  const complaints: string[] = []
  // a house that is killed on purpose, the question who is signed in, how a call stands that a colleague has meanwhile, and a
  // save that meets an earlier one (a reload overtook it; the page asks again and saves on that) are no faults
  page.on('console', m => { if (m.type() === 'error' && !/Failed to load resource|net::ERR|WebSocket/.test(m.text())) complaints.push(`${m.text()} ${m.location().url}`) })
  page.on('response', reply => {
    if (reply.status() < 400 || reply.status() === 401 || (reply.status() === 404 && /\/calls\/[\da-f-]+$/.test(reply.url())) || (reply.status() === 412 && reply.request().method() === 'PATCH')) return
    const at = complaints.push(`${reply.status()} ${reply.url()}`) - 1
    // the house's own words, when they still can be had
    reply.text().then(words => { complaints[at] += ` ${words.slice(0, 400)}` }, () => undefined)
  })
  page.on('pageerror', e => complaints.push(String(e)))
  const desk: Desk = {
    context, page, complaints,
    leave: async () => {
      if (!page.isClosed()) await say(page, 'DELETE', '/session').catch(() => undefined)
      await context.close()
    },
  }
  desks.push(desk)
  await page.goto(house.url)
  await page.getByLabel('Login', { exact: true }).fill(login)
  await page.locator('#login-password').fill(house.password(login))
  await page.getByRole('button', { name: 'Log in', exact: true }).click()
  // a doctor's day begins with the alerts
  await page.getByRole('region', { name: 'Call bar' }).or(page.getByRole('tablist', { name: 'Alerts' })).first().waitFor()
  await finishTheLast(page)
  // what the switchboard holds for reachable may still be the browser she closed before
  await page.getByRole('button', { name: 'Phone and microphone' }).getByText('Line ready').waitFor({ timeout: 60_000 })
  return desk
}

/** A walk that failed may have left a call or its record open, which is no reason for the next one to fail. */
async function finishTheLast(page: Page) {
  const open = async () => (await ask<{ call: { id: string; recordId: string | null; state: string } | null }>(page, '/calls/current')).call
  const left = await open()
  if (!left?.recordId) return
  if (left.state !== 'WRAP_UP') await say(page, 'POST', `/calls/${left.id}/hang-up`)
  await until('it is over', async () => (await open())?.state === 'WRAP_UP')
  // the page writes its own proposals into the record meanwhile
  await until('it is written up', async () => {
    const { version } = await ask<{ version: number }>(page, `/records/${left.recordId}`)
    return say(page, 'POST', `/records/${left.recordId}/sign`, { disposition: 'CALLBACK_UNSPECIFIED', reached: 'PATIENT', completion: 'NOT_STARTED', clinical: 'NONE' }, { 'If-Match': `"${version}"` })
      .then(() => true, () => false)
  })
  await page.reload()
}

/** Ends a file's work: a picture of each desk as it was, then everybody signs out. */
export async function everybodyLeaves() {
  for (const [i, desk] of desks.splice(0).entries()) {
    await desk.page.screenshot({ path: `${house.home}/last-${i}.png` }).catch(() => undefined)
    await desk.leave().catch(() => undefined)
  }
  await browser?.close()
  browser = null
}

/** Asks the house as the page itself would. */
export const ask = <T>(page: Page, path: string) => say<T>(page, 'GET', path)

/** Tells the house something as the page itself would; a refusal is an error. */
export function say<T>(page: Page, method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
  return page.evaluate(async ([how, to, what, more]) => {
    const token = /(?:^|;\s*)XSRF-TOKEN=([^;]+)/.exec(document.cookie)?.[1]
    const reply = await fetch(`/api/v1${to}`, {
      method: how, headers: { 'Accept-Language': 'en', ...(what === null ? {} : { 'Content-Type': 'application/json' }), ...(token ? { 'X-XSRF-TOKEN': decodeURIComponent(token) } : {}), ...more },
      ...(what === null ? {} : { body: what }),
    })
    const text = await reply.text()
    if (!reply.ok) throw new Error(`${how} ${to}: ${reply.status} ${text}`)
    return (text ? JSON.parse(text) : null) as unknown
  }, [method, path, body === undefined ? null : JSON.stringify(body), headers] as const) as Promise<T>
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

/** Waits until this page hears more than it did when asked. */
export async function hearsMore(who: string, page: Page) {
  const { heard } = await soundSoFar(page)
  await until(`${who} hears something`, async () => (await soundSoFar(page)).heard > heard + 0.005)
}

/** Asks until it is so. */
export async function until<T>(what: string, asks: () => Promise<T | undefined | null | false>, timeout = 60_000): Promise<T> {
  const end = Date.now() + timeout
  for (;;) {
    const answer = await asks()
    if (answer) return answer
    if (Date.now() > end) throw new Error(`waited ${timeout / 1000} s in vain for: ${what}`)
    await new Promise(done => setTimeout(done, 250))
  }
}

/** Finds the patient in one of the queue's lists and takes the task. */
export async function pickFromQueue(page: Page, admissionNo: string) {
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
}

/** The same, and dials. */
export async function callFromQueue(page: Page, admissionNo: string) {
  await pickFromQueue(page, admissionNo)
  await page.locator('button:enabled', { hasText: 'Dial' }).waitFor()
  await page.keyboard.press('F2')
}

/** Puts the previewed patient back for whoever is next. */
export async function putBack(page: Page) {
  await page.getByRole('button', { name: 'Skip', exact: true }).click()
  await page.getByLabel('Not a good moment').check()
  await page.getByRole('button', { name: 'At once' }).click()
  await page.getByRole('button', { name: 'Put back' }).click()
  await state(page, 'idle')
}

/** Writes up a call that was answered, with that outcome. */
export async function writeUp(page: Page, outcome: RegExp, button = 'Sign') {
  await state(page, 'wrapUp')
  await page.getByRole('radio', { name: outcome }).check()
  await page.getByRole('button', { name: button, exact: true }).click()
  await state(page, 'saved')
}
