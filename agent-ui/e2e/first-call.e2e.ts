import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { house } from './house'
import { atDesk, callFromQueue, logIn, openBrowser, soundSoFar, state, until, type Desk } from './nurse'

let browser: Browser
let desk: Desk
let page: Page

interface Transcript { state: string; utterances: { speaker: 'NURSE' | 'PATIENT'; text: string }[] }
interface Recording { state: string; durationMs: number; peaks: { left: number[]; right: number[] } }
interface RecordView { id: string; state: string; disposition: string | null; lineResult: string | null; answers: Record<string, unknown>; recording: { id: string; state: string } | null }

/** Asks the house as the page itself would. */
const ask = <T>(path: string) => page.evaluate(async p => (await (await fetch(`/api/v1${p}`)).json()) as unknown, path) as Promise<T>
const newest = async () => ask<RecordView>(`/records/${(await ask<{ items: { id: string }[] }>('/records?limit=1')).items[0]!.id}`)
const words = (t: Transcript, who: 'NURSE' | 'PATIENT') => t.utterances.filter(u => u.speaker === who).map(u => u.text).join(' ')

/** The recording of a record and its words, once they are there. */
async function heard(recordId: string): Promise<{ recording: Recording; transcript: Transcript }> {
  const id = await until('the recording is stored', async () => {
    const part = (await ask<RecordView>(`/records/${recordId}`)).recording
    return part?.state === 'STORED' && part.id
  })
  const recording = await ask<Recording>(`/recordings/${id}`)
  const transcript = await until('the transcript is ready', async () => {
    const t = await ask<Transcript>(`/recordings/${id}/transcript`)
    return t.state === 'READY' && t
  })
  return { recording, transcript }
}

beforeAll(async () => {
  await house.freshUp()
  browser = await openBrowser()
  desk = await atDesk(browser)
  page = desk.page
  await logIn(page)
})

afterAll(async () => {
  if (page) await page.screenshot({ path: `${house.home}/last.png` }).catch(() => undefined)
  await browser?.close()
  await house.down()
})

describe('the first call', () => {
  test('a discharge list is imported after a preview', async () => {
    await page.goto(`${house.url}/import`)
    await page.locator('input[type=file]').setInputFiles({ name: 'discharges.csv', mimeType: 'text/csv', buffer: Buffer.from(house.discharges()) })
    await page.getByRole('button', { name: 'Import 24 rows' }).click()
    await page.getByText('24 rows imported').waitFor()
  })

  test('nurse and patient hear each other, and a reload in mid-talk changes nothing', async () => {
    await callFromQueue(page, 'DEMO1001')
    await state(page, 'talking')
    await until('both sides are heard', async () => {
      const { heard, said } = await soundSoFar(page)
      return heard > 0.01 && said > 0.01
    })
    await page.getByRole('group', { name: 'Who is on the phone' }).getByLabel('The patient').check()
    await page.getByRole('group', { name: 'Agrees to being recorded' }).getByLabel('Yes').check()
    await until('the answers are saved', async () => (await newest()).answers['who'] === 'PATIENT')

    await page.reload()
    await state(page, 'talking')
    expect(await page.getByRole('group', { name: 'Who is on the phone' }).getByLabel('The patient').isChecked()).toBe(true)
    await until('the patient is heard again', async () => (await soundSoFar(page)).heard > 0.01)
  })

  test('mute, hold and digits reach the line', async () => {
    await page.keyboard.press('F8')
    await page.getByRole('button', { name: 'Unmute' }).waitFor()
    await page.keyboard.press('F8')
    await page.getByRole('button', { name: 'Mute' }).waitFor()
    await page.getByRole('button', { name: 'Hold' }).click()
    await state(page, 'held')
    await page.getByRole('button', { name: 'Resume' }).click()
    await state(page, 'talking')
    await until('both are joined again', async () => (await ask<{ call: { deskJoined: boolean } }>('/calls/current')).call.deskJoined)
  })

  test('the talk ends as a signed record whose sound plays and whose words were really spoken', async () => {
    // The speech file begins anew with the page; its first three sentences end at 18.5 s.
    await until('both have said enough', async () => {
      const { heard, spokenFor } = await soundSoFar(page)
      return heard > 0.4 && spokenFor > 19
    }, 90_000)
    await page.keyboard.press('F4')
    await state(page, 'wrapUp')
    await page.getByRole('radio', { name: /Call back later/ }).check()
    await page.getByRole('button', { name: 'Sign', exact: true }).click()
    await state(page, 'saved')
    const record = await newest()
    expect(record).toMatchObject({ state: 'SIGNED', disposition: 'CALLBACK_UNSPECIFIED', lineResult: 'ANSWERED' })

    const { recording, transcript } = await heard(record.id)
    expect(recording.durationMs).toBeGreaterThan(10_000)
    expect(Math.max(...recording.peaks.left)).toBeGreaterThan(20)
    expect(Math.max(...recording.peaks.right)).toBeGreaterThan(20)
    expect(words(transcript, 'PATIENT')).toMatch(/feeling much better|no bleeding|every morning/)
    expect(words(transcript, 'NURSE')).toMatch(/nurse from the hospital|feeling today|pain or fever/)

    await page.goto(`${house.url}/records/${record.id}`)
    await page.getByRole('region', { name: 'Recording' }).getByRole('button', { name: 'Play' }).click()
    await until('it plays', async () => /^00:0[2-9]/.test(await page.getByTestId('player-time').innerText()))
  })

  test('what was said is found again', async () => {
    const word = words((await heard((await newest()).id)).transcript, 'PATIENT').split(' ').find(w => w.length > 4)!
    await page.goto(`${house.url}/search`)
    await page.getByRole('searchbox').or(page.getByRole('textbox', { name: /Words that were said/ })).first().fill(word)
    await page.keyboard.press('Enter')
    await page.locator('mark', { hasText: new RegExp(word, 'i') }).first().waitFor()
  })

  test('a busy number ends by itself as a record that says so', async () => {
    await callFromQueue(page, 'DEMO1005')
    await state(page, 'saved')
    await page.getByTestId('call-result').getByText('Busy').waitFor()
    expect(await newest()).toMatchObject({ state: 'SIGNED', disposition: 'BUSY', lineResult: 'BUSY' })
  })
})

describe('when the application is killed in mid-talk', () => {
  test('talk, recording and half-filled form are all still there', async () => {
    await callFromQueue(page, 'DEMO1004')
    await state(page, 'talking')
    await page.getByRole('group', { name: 'Who is on the phone' }).getByLabel('The patient').check()
    const record = await until('the answer is saved', async () => {
      const one = await newest()
      return one.answers['who'] === 'PATIENT' && one
    })
    const before = await soundSoFar(page)
    house.kill()
    await until('the talk goes on without us', async () => (await soundSoFar(page)).heard > before.heard + 0.05)
    await house.up()
    await until('the call is found again', async () => (await ask<{ call: { state: string } | null }>('/calls/current')).call?.state === 'TALKING')
    expect((await ask<RecordView>(`/records/${record.id}`)).answers['who']).toBe('PATIENT')
    await page.keyboard.press('F4')
    await state(page, 'wrapUp')
    await page.getByRole('radio', { name: /Call back later/ }).check()
    await page.getByRole('button', { name: 'Sign', exact: true }).click()
    await state(page, 'saved')
    const { recording, transcript } = await heard(record.id)
    expect(recording.durationMs).toBeGreaterThan(8_000)
    expect(words(transcript, 'PATIENT').length).toBeGreaterThan(10)
  })
})

describe('on a progressive list', () => {
  test('the supervisor sees what a list would do, and makes it progressive', async () => {
    const lead = await atDesk(browser)
    await logIn(lead.page, 'supervisor')
    await lead.page.goto(`${house.url}/worklists`)
    await lead.page.getByRole('link', { name: /Post-discharge/ }).click()
    await lead.page.getByRole('tab', { name: 'Next up' }).click()
    await lead.page.getByText('Demo Patient').first().waitFor()
    await lead.page.getByRole('tab', { name: 'Why is nothing dialing?' }).click()
    await lead.page.getByText('Can dial now').first().waitFor()
    await lead.page.getByRole('tab', { name: 'Settings' }).click()
    await lead.page.getByText('Progressive', { exact: true }).click()
    await lead.page.getByRole('button', { name: /^Save/ }).click()
    await until('the list is progressive', async () =>
      (await ask<{ mode: string }[]>('/worklists'))[0]!.mode === 'PROGRESSIVE')
    await lead.page.goto(`${house.url}/wallboard`)
    await lead.page.getByText('Reached', { exact: true }).first().waitFor()
    expect(lead.complaints).toEqual([])
    await lead.context.close()
  })

  test('calls come by themselves while the nurse is ready, and stop when she pauses', async () => {
    await page.goto(house.url)
    // Who is busy or does not pick up is passed over by itself.
    await state(page, 'talking', 180_000)
    await until('the patient is heard', async () => (await soundSoFar(page)).heard > 0.01)
    const record = await newest()
    expect(record.state).toBe('OPEN')
    await page.keyboard.press('F4')
    await state(page, 'wrapUp')
    await page.getByRole('radio', { name: /Call back later/ }).check()
    await page.getByRole('button', { name: 'Sign and pause' }).click()
    await until('she is paused', async () => (await ask<{ presence: string }>('/session')).presence === 'PAUSED')
    expect(await ask<RecordView>(`/records/${record.id}`)).toMatchObject({ state: 'SIGNED', lineResult: 'ANSWERED' })
  })

  test('nothing broke in the browser on the way', () => {
    expect(desk.complaints).toEqual([])
  })
})
