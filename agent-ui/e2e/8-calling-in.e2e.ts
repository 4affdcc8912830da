import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { house } from './house'
import { ask, atDesk, callFromQueue, everybodyLeaves, putBack, state, until, writeUp, type Desk } from './nurse'
import { patientsAreIn, setList, taskOf } from './ward'

const patient = 'DEMO1007'
let nurse: Desk
let lead: Desk
let number: string

interface Missed { callId: string; patientName: string | null; taskId: string | null; outOfHours: boolean }
const missed = () => ask<Missed[]>(nurse.page, '/calls/inbound?state=missed')

/** The settings, as she changes them on their page. */
async function letIn(open: boolean) {
  await lead.page.goto(`${house.url}/inbound`)
  const toggle = lead.page.locator('#in-open')
  // the input itself is never seen: Element Plus draws its own
  await toggle.waitFor({ state: 'attached' })
  if ((await toggle.getAttribute('aria-checked')) === String(open)) return
  await lead.page.locator('.inbound .el-switch__core').click()
  await lead.page.getByRole('button', { name: 'Save', exact: true }).click()
  await lead.page.getByText('Saved: it holds from the next caller on').waitFor()
}

beforeAll(async () => {
  lead = await atDesk('supervisor')
  await patientsAreIn(lead.page)
  await setList(lead.page, { mode: 'PREVIEW' })
  nurse = await atDesk('nurse')
  number = house.numberOf(patient)
})
afterAll(everybodyLeaves)

test('a wait that does not fit is refused at its field, in words', async () => {
  await lead.page.goto(`${house.url}/inbound`)
  await lead.page.getByRole('spinbutton', { name: 'Wait for a nurse at most' }).fill('5')
  await lead.page.getByRole('button', { name: 'Save', exact: true }).click()
  await lead.page.getByRole('alert').filter({ hasText: '600' }).waitFor()
  await lead.page.getByRole('button', { name: 'Discard changes' }).click()
})

describe('a patient who missed our call calls back', () => {
  test('his profile pops with the reason, and she takes and signs', async () => {
    await callFromQueue(nurse.page, patient)
    await state(nurse.page, 'ringing')
    await nurse.page.keyboard.press('F4')
    await until('nobody was reached', async () => (await taskOf(nurse.page, patient)).state === 'WAITING')
    await nurse.page.goto(house.url)
    await state(nurse.page, 'idle')
    await house.callIn(number)
    const waiting = nurse.page.locator('[data-waiting="INBOUND"]')
    await waiting.getByText('missed our follow-up call').waitFor()
    await nurse.page.keyboard.press('Alt+a')
    await state(nurse.page, 'talking')
    await nurse.page.locator('header.banner').getByText(patient).waitFor()
    expect(await taskOf(nurse.page, patient)).toMatchObject({ state: 'HELD', mine: true })
    await nurse.page.keyboard.press('F4')
    await writeUp(nurse.page, /Call back later/)
  })
})

describe('outside the hours', () => {
  test('a caller hears so, stands in the queue as missed, and is owed a call back', async () => {
    await letIn(false)
    await lead.page.getByText('Callers are turned away').first().waitFor()
    const before = (await missed()).length
    await house.callIn(number)
    await until('he is missed', async () => (await missed()).length > before)
    expect((await missed())[0]).toMatchObject({ outOfHours: true, taskId: (await taskOf(nurse.page, patient)).id })
    await nurse.page.goto(house.url)
    await nurse.page.getByRole('tab', { name: /\bMissed\b/ }).click()
    const listed = nurse.page.getByRole('region', { name: 'Called in, reached nobody' })
    await listed.getByText('outside hours').first().waitFor()
    await listed.getByRole('button', { name: 'Call back' }).first().click()
    await state(nurse.page, 'preview')
    await putBack(nurse.page)
    await letIn(true)
  })
})

test('nothing broke in the browsers on the way', () => {
  expect([nurse, lead].flatMap(desk => desk.complaints).filter(line => !line.includes('422'))).toEqual([])
})
