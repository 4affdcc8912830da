import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { house } from './house'
import { ask, atDesk, callFromQueue, everybodyLeaves, state, until, writeUp, type Desk } from './nurse'
import { patientsAreIn, setList, taskOf, type Row } from './ward'

let nurse: Desk
let lead: Desk
let list: string
let nurseName: string

interface Me { name: string; presence: string; afterwards: string | null; pausedWhy: string | null }
const me = () => ask<Me>(nurse.page, '/session')

beforeAll(async () => {
  lead = await atDesk('supervisor')
  await patientsAreIn(lead.page)
  list = await setList(lead.page, { mode: 'PREVIEW' })
  nurse = await atDesk('nurse')
  nurseName = (await me()).name
})
afterAll(everybodyLeaves)

describe('a nurse is paused by her supervisor', () => {
  test('in mid-talk: the talk goes on, and she rests when it is written up', async () => {
    await callFromQueue(nurse.page, 'DEMO1004')
    await state(nurse.page, 'talking')
    await lead.page.getByRole('link', { name: 'Wallboard' }).click()
    await lead.page.getByRole('button', { name: `No more calls for ${nurseName}`, exact: true }).click()
    await lead.page.getByRole('button', { name: 'Take a rest' }).click()
    await lead.page.getByRole('button', { name: 'Pause after this call' }).click()
    await nurse.page.locator('[data-testid="presence"][data-presence="ON_CALL"][data-afterwards="PAUSED"]').waitFor()
    expect(await me()).toMatchObject({ presence: 'ON_CALL', pausedWhy: 'Take a rest' })
    await state(nurse.page, 'talking')
    await nurse.page.keyboard.press('F4')
    await writeUp(nurse.page, /Call back later/)
    await until('she rests', async () => (await me()).presence === 'PAUSED')
  })

  test('and lets her go on again', async () => {
    await lead.page.getByRole('button', { name: `Let ${nurseName} take calls again`, exact: true }).click()
    await nurse.page.locator('[data-testid="presence"][data-presence="READY"]').waitFor()
  })
})

describe('many tasks are moved at once', () => {
  let moved: Row[] = []

  test('the effect is shown before, and then they are the nurse’s', async () => {
    moved = (await ask<{ items: Row[] }>(lead.page, `/tasks?tab=due&worklist=${list}`)).items.filter(row => row.state === 'WAITING').slice(0, 2)
    await lead.page.goto(`${house.url}/worklists/${list}?tab=tasks`)
    for (const row of moved) await lead.page.locator(`[data-task="${row.id}"]`).getByRole('checkbox').check()
    await lead.page.getByRole('button', { name: 'Move 2 tasks…' }).click()
    await lead.page.getByRole('combobox', { name: 'Which nurse' }).click()
    await lead.page.getByRole('option', { name: new RegExp(nurseName) }).first().click()
    await lead.page.getByTestId('reassign-effect').getByText('2 tasks move').waitFor()
    await lead.page.getByRole('button', { name: 'Move 2 tasks', exact: true }).click()
    await lead.page.getByText('2 tasks moved').waitFor()
  })

  test('and are back where they were by one press', async () => {
    await lead.page.getByRole('button', { name: 'Undo' }).click()
    await lead.page.getByText('Moved back').waitFor()
    for (const row of moved) expect((await taskOf(lead.page, row.admissionNo)).state).toBe('WAITING')
  })
})

describe('who asks not to be called', () => {
  test('is put on the list with a reason, and nothing calls him', async () => {
    await lead.page.goto(`${house.url}/do-not-call`)
    await lead.page.getByRole('textbox', { name: 'Add a patient: name or admission no.' }).fill('DEMO1024')
    await lead.page.getByRole('button', { name: /DEMO1024/ }).click()
    await lead.page.getByRole('textbox', { name: /Reason/ }).fill('The family asked')
    await lead.page.getByRole('button', { name: 'Do not call', exact: true }).click()
    await lead.page.getByRole('row', { name: /DEMO1024/ }).getByText('The family asked').waitFor()
  })

  test('and is taken off it again', async () => {
    await lead.page.getByRole('button', { name: 'Undo' }).click()
    await lead.page.getByText('Nobody is on the list').waitFor()
  })
})

test('nothing broke in the browsers on the way', () => {
  expect([nurse, lead].flatMap(desk => desk.complaints)).toEqual([])
})
