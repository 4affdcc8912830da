import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { house } from './house'
import { ask, atDesk, callFromQueue, everybodyLeaves, putBack, state, until, type Desk } from './nurse'
import { patientsAreIn, setList, taskOf } from './ward'

const patient = 'DEMO1023'
let nurse: Desk
let colleague: Desk
let lead: Desk

/** The next full minute that is not here before she has typed it, as the field wants it. */
function soon(): { at: number; text: string } {
  const at = Math.ceil((Date.now() + 15_000) / 60_000) * 60_000
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000)
  return { at, text: local.toISOString().slice(0, 16) }
}

beforeAll(async () => {
  lead = await atDesk('supervisor')
  await patientsAreIn(lead.page)
  await setList(lead.page, { mode: 'PREVIEW', callbackGraceMinutes: 15 })
  nurse = await atDesk('nurse')
  colleague = await atDesk('nurse2')
})
afterAll(everybodyLeaves)

describe('an agreed callback', () => {
  let agreed = 0

  test('is agreed in the talk, for a minute', async () => {
    await callFromQueue(nurse.page, patient)
    await state(nurse.page, 'talking')
    await nurse.page.keyboard.press('F4')
    await state(nurse.page, 'wrapUp')
    await nurse.page.getByRole('radio', { name: /Call back at/ }).check()
    const { at, text } = soon()
    agreed = at
    await nurse.page.getByLabel('Call back at', { exact: false }).last().fill(text)
    await nurse.page.getByRole('button', { name: 'Sign', exact: true }).click()
    await state(nurse.page, 'saved')
    expect((await taskOf(nurse.page, patient)).state).toBe('WAITING')
  })

  test('comes back at that minute to the nurse who promised it, and to no other', async () => {
    await until('its minute is there', async () => Date.now() > agreed, 120_000)
    await colleague.page.keyboard.press('Control+Enter')
    // somebody else's patient, or nobody: both will do
    await colleague.page.locator('[data-testid="call-state"][data-state="preview"]').or(colleague.page.getByText('Nobody can be called now')).waitFor()
    expect((await taskOf(nurse.page, patient)).state).toBe('WAITING')
    await nurse.page.goto(house.url)
    await nurse.page.locator('[data-row]').first().waitFor()
    await nurse.page.keyboard.press('Control+Enter')
    await state(nurse.page, 'preview')
    expect(await taskOf(nurse.page, patient)).toMatchObject({ state: 'CLAIMED', mine: true })
  })

  test('that nobody makes in time is an alarm, for her and for the supervisor', async () => {
    await putBack(nurse.page)
    await setList(lead.page, { callbackGraceMinutes: 0 })
    await until('it is held for missed', async () => (await ask<unknown[]>(lead.page, '/callbacks/missed')).length > 0)
    await nurse.page.getByText('1 agreed callback is late').waitFor()
    await lead.page.getByRole('link', { name: 'Wallboard' }).click()
    await lead.page.getByRole('alert', { name: 'Alarms' }).waitFor()
    await setList(lead.page, { callbackGraceMinutes: 15 })
  })
})

test('nothing broke in the browsers on the way', () => {
  expect([nurse, colleague, lead].flatMap(desk => desk.complaints)).toEqual([])
})
