import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { house } from './house'
import { ask, atDesk, callFromQueue, everybodyLeaves, say, state, until, writeUp, type Desk } from './nurse'
import { patientsAreIn, setList } from './ward'

const patient = 'DEMO1009'
let nurse: Desk
let doctor: Desk
let lead: Desk

interface Row { id: string; state: string; severity: string; level: string; ownerName: string | null; recordId: string }
interface Whole { row: Row; closingCall: string | null; history: { kind: string; who: string | null }[]; callBacks: { call: string; reached: boolean }[] }
interface Roster { colleagues: { id: string; role: string }[] }

const alerts = async (page: Page, state = 'open') => (await ask<{ items: Row[] }>(page, `/escalations?state=${state}&q=${patient}`)).items
const answer = (page: Page, question: string, choice: string) => page.getByRole('group', { name: question }).getByText(choice, { exact: true }).click()

beforeAll(async () => {
  lead = await atDesk('supervisor')
  await patientsAreIn(lead.page)
  await setList(lead.page, { mode: 'PREVIEW' })
  // the roster begins empty: who is told is the supervisor's word
  const { colleagues } = await ask<Roster>(lead.page, '/duty-roster')
  const etag = await lead.page.evaluate(async () => (await fetch('/api/v1/duty-roster')).headers.get('ETag'))
  await say(lead.page, 'PUT', '/duty-roster', { department: '*', levels: { DOCTOR: [colleagues.find(one => one.role === 'PHYSICIAN')!.id] } }, { 'If-Match': etag! })
  nurse = await atDesk('nurse')
  doctor = await atDesk('physician')
})
afterAll(everybodyLeaves)

describe('a red flag in mid-call', () => {
  test('opens beside the form, says who was told, and leaves the nurse where she was', async () => {
    const page = nurse.page
    await callFromQueue(page, patient)
    await state(page, 'talking')
    await answer(page, 'Who is on the phone', 'The patient')
    await answer(page, 'Agrees to being recorded', 'Yes')
    await answer(page, 'Two identifiers agree', 'Yes')
    await answer(page, 'Which two were checked', 'Name and date of birth')
    await page.getByRole('button', { name: 'Next section' }).click()
    await answer(page, 'Chest pain', 'Yes')
    const sheet = page.getByRole('alert', { name: 'Red flag' })
    await sheet.getByText('Emergency', { exact: true }).waitFor()
    await sheet.getByText(/Physician · Attending doctor/).waitFor()
    // still in the same section, on the same question, and keys go to the form
    expect(await page.getByRole('group', { name: 'Chest pain' }).evaluate(box => box.contains(document.activeElement))).toBe(true)
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    await page.keyboard.press('Alt+w')
    await sheet.waitFor()
    await page.keyboard.press('Escape')
    expect(await alerts(page)).toMatchObject([{ state: 'RAISED', severity: 'EMERGENCY', level: 'DOCTOR' }])
  })

  test('is on the doctor’s desk and on the wallboard before the call is over', async () => {
    await doctor.page.locator('[data-alert]').first().waitFor()
    await doctor.page.getByRole('article').getByText(/chest/i).first().waitFor()
    await lead.page.getByRole('link', { name: 'Wallboard' }).click()
    await lead.page.getByRole('link', { name: /Alerts\s*1/ }).waitFor()
  })

  test('stays when the record is signed', async () => {
    await nurse.page.keyboard.press('F4')
    await writeUp(nurse.page, /Interrupted/)
    const [one] = await alerts(nurse.page)
    expect((await ask<Whole>(nurse.page, `/escalations/${one!.id}`)).history.map(step => step.kind)).toEqual(['RAISED', 'FIXED'])
  })

  test('is taken in hand by the doctor, who calls back with one key and closes it with that call', async () => {
    const page = doctor.page
    await page.getByRole('article').getByRole('heading', { level: 2 }).waitFor()
    await page.keyboard.press('a')
    await page.getByText('You have it').waitFor()
    await page.locator('button:enabled', { hasText: 'Call back' }).waitFor()
    await page.keyboard.press('F2')
    await state(page, 'talking')
    await answer(page, 'Who is on the phone', 'The patient')
    await answer(page, 'Agrees to being recorded', 'Yes')
    await answer(page, 'Two identifiers agree', 'Yes')
    await answer(page, 'Which two were checked', 'Name and date of birth')
    await page.getByRole('button', { name: 'Next section' }).click()
    await answer(page, 'How it is now', 'Better')
    await page.getByRole('group', { name: 'What was found' }).getByRole('textbox').fill('muscle pain, no sign of the heart')
    await page.getByRole('button', { name: 'Next section' }).click()
    await answer(page, 'Action', 'Advice by telephone')
    await page.getByRole('group', { name: /own words|Teach-back|Repeats/ }).getByRole('radio').first().check()
    await page.keyboard.press('F4')
    await state(page, 'wrapUp')
    await page.getByRole('radio', { name: /^Completed(?! and)/ }).check()
    await page.getByRole('button', { name: 'Sign', exact: true }).click()
  }, 180_000)

  test('ends with the linked call, and the history tells it all', async () => {
    const page = doctor.page
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: /Called back/ }).waitFor()
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
    const [closed] = await until('it is closed', async () => {
      const found = await alerts(page, 'closed')
      return found.length > 0 && found
    })
    const whole = await ask<Whole>(page, `/escalations/${closed!.id}`)
    expect(whole.closingCall).toBe(whole.callBacks.find(one => one.reached)!.call)
    expect(whole.history.map(step => step.kind)).toEqual(['RAISED', 'FIXED', 'ACKNOWLEDGED', 'CALLED_BACK', 'CLOSED'])
    await lead.page.goto(`${house.url}/alerts?tab=figures`)
    await lead.page.getByRole('rowheader', { name: 'Emergency' }).waitFor()
  })
})

test('nothing broke in the browsers on the way', () => {
  expect([nurse, doctor, lead].flatMap(desk => desk.complaints)).toEqual([])
})
