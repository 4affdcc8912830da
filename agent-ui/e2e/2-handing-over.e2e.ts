import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, atDesk, callFromQueue, everybodyLeaves, hearsMore, soundSoFar, state, until, writeUp, type Desk } from './nurse'
import { patientsAreIn, setList } from './ward'

let nurse: Desk
let colleague: Desk
let lead: Desk
const names = { colleague: '' }

interface Current { call: { id: string; state: string; parties: { role: string; state: string }[] } | null }
const current = (desk: Desk) => ask<Current>(desk.page, '/calls/current')
const button = (desk: Desk, name: string) => desk.page.getByRole('button', { name, exact: true })
const party = async (desk: Desk, role: string) => (await current(desk)).call?.parties.find(one => one.role === role)?.state
const rowsOfTrail = async (action: string, callId: string) =>
  (await ask<{ items: { subjectId: string | null; detail: string | null }[] }>(lead.page, `/audit?action=${action}&limit=100`)).items.filter(row => row.subjectId === callId)

/** The nurse looks for her colleague and rings him; by one key more she hands over at once. */
async function pick(key: 'Enter' | 'Shift+Enter') {
  await nurse.page.keyboard.press('F9')
  const box = nurse.page.getByRole('combobox', { name: 'Name, extension, role, or a number' })
  await box.fill(names.colleague)
  await nurse.page.getByRole('option').first().waitFor()
  await box.press(key)
}

beforeAll(async () => {
  lead = await atDesk('supervisor')
  await patientsAreIn(lead.page)
  await setList(lead.page, { mode: 'PREVIEW' })
  nurse = await atDesk('nurse')
  colleague = await atDesk('nurse2')
  names.colleague = (await ask<{ extension: string }>(colleague.page, '/session')).extension
})
afterAll(everybodyLeaves)

describe('a talk that is handed over', () => {
  test('a colleague is asked first, all three talk, and the patient stays with him', async () => {
    await callFromQueue(nurse.page, 'DEMO1009')
    await state(nurse.page, 'talking')
    await pick('Enter')
    await until('he is there', async () => await party(nurse, 'THIRD') === 'TALKING')
    // nobody has heard the patient's part of it yet: he has music
    await nurse.page.getByText('Consulting, patient waits').waitFor()
    await button(nurse, 'Three-way').click()
    await until('all three are together', async () => (await current(nurse)).call?.state === 'TALKING')
    await hearsMore('the colleague', colleague.page)
    await hearsMore('the nurse', nurse.page)
    await button(nurse, 'Leave them').click()
    // the form goes with the patient, so there is nothing left for her to do
    await state(nurse.page, 'idle')
    await state(colleague.page, 'talking')
    await hearsMore('the colleague, alone with the patient,', colleague.page)
  })

  test('a supervisor listens and whispers, and each is a row of the trail', async () => {
    const call = (await current(colleague)).call!
    await lead.page.getByRole('link', { name: 'Wallboard' }).click()
    const row = lead.page.getByRole('row').filter({ has: lead.page.getByRole('button', { name: 'Listen', exact: true }) })
    await row.first().getByRole('button', { name: 'Listen', exact: true }).click()
    await hearsMore('the supervisor', lead.page)
    await row.first().getByRole('button', { name: 'Whisper', exact: true }).click()
    await until('she is told', async () => await party(colleague, 'SUPERVISOR') === 'WHISPERING')
    await colleague.page.getByText('whispering').waitFor()
    await row.first().getByRole('button', { name: 'Stop', exact: true }).click()
    await until('he is gone', async () => await party(colleague, 'SUPERVISOR') === undefined)
    expect((await rowsOfTrail('call.supervise', call.id)).map(one => one.detail).sort()).toEqual(['mode=LISTEN', 'mode=WHISPER'])
  })

  test('who talked last writes it up', async () => {
    await colleague.page.keyboard.press('F4')
    await writeUp(colleague.page, /Call back later/)
  })
})

describe('a talk that is put aside', () => {
  test('the patient hears music, and a colleague takes him by one key', async () => {
    await callFromQueue(nurse.page, 'DEMO1021')
    await state(nurse.page, 'talking')
    const call = (await current(nurse)).call!
    await button(nurse, 'Park').click()
    await colleague.page.locator('[data-waiting="PARKED"]').waitFor()
    await colleague.page.keyboard.press('Alt+a')
    await state(colleague.page, 'talking')
    expect((await current(colleague)).call!.id).toBe(call.id)
    await state(nurse.page, 'idle')
    await hearsMore('who took him', colleague.page)
    expect(await rowsOfTrail('call.take', call.id)).toHaveLength(1)
  })

  test('he hands the patient on at once, unasked', async () => {
    const before = await soundSoFar(nurse.page)
    await colleague.page.keyboard.press('F9')
    const box = colleague.page.getByRole('combobox', { name: 'Name, extension, role, or a number' })
    await box.fill((await ask<{ extension: string }>(nurse.page, '/session')).extension)
    await colleague.page.getByRole('option').first().waitFor()
    await box.press('Shift+Enter')
    await state(nurse.page, 'talking')
    await until('the patient is heard again', async () => (await soundSoFar(nurse.page)).heard > before.heard + 0.01)
    await nurse.page.keyboard.press('F4')
    await writeUp(nurse.page, /Call back later/)
  })
})

test('nothing broke in the browsers on the way', () => {
  expect([nurse, colleague, lead].flatMap(desk => desk.complaints)).toEqual([])
})
