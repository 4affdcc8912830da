import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { house } from './house'
import { ask as asking, atDesk, callFromQueue, everybodyLeaves, soundSoFar, state, until, writeUp, type Desk } from './nurse'

let desk: Desk
let page: Page

interface Transcript { state: string; utterances: { speaker: 'NURSE' | 'PATIENT'; text: string }[] }
interface Recording { state: string; durationMs: number; peaks: { left: number[]; right: number[] } }
interface RecordView { id: string; state: string; disposition: string | null; lineResult: string | null; answers: Record<string, unknown>; recording: { id: string; state: string } | null }

const ask = <T>(path: string) => asking<T>(page, path)
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
  desk = await atDesk('nurse')
  page = desk.page
})
afterAll(everybodyLeaves)

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
    await writeUp(page, /Call back later/)
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
    await writeUp(page, /Call back later/)
    const { recording, transcript } = await heard(record.id)
    expect(recording.durationMs).toBeGreaterThan(8_000)
    expect(words(transcript, 'PATIENT').length).toBeGreaterThan(10)
  })
})

test('nothing broke in the browser on the way', () => {
  expect(desk.complaints).toEqual([])
})
