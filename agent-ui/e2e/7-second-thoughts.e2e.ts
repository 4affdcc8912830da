import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { house } from './house'
import { ask, atDesk, callFromQueue, everybodyLeaves, pickFromQueue, putBack, say, state, writeUp, type Desk } from './nurse'
import { patientsAreIn, setList, taskOf } from './ward'

const patient = 'DEMO1017'
let nurse: Desk
let lead: Desk

interface Version { disposition: string; why: string | null }
interface Record { id: string; state: string; dispositionText: string | null; past: Version[] }
const latest = async () => {
  const { items } = await ask<{ items: { id: string }[] }>(nurse.page, `/records?q=${patient}`)
  return ask<Record>(nurse.page, `/records/${items[0]!.id}`)
}

beforeAll(async () => {
  lead = await atDesk('supervisor')
  await patientsAreIn(lead.page)
  await setList(lead.page, { mode: 'PREVIEW' })
  nurse = await atDesk('nurse')
})
afterAll(everybodyLeaves)

describe('before the key is pressed', () => {
  test('she reads that the hours are over, and until when', async () => {
    const rules = await ask<{ perDay: number }>(lead.page, '/house-rules')
    const list = (await ask<{ id: string }[]>(lead.page, '/worklists'))[0]!.id
    const { settings } = await ask<{ settings: { hours: unknown } }>(lead.page, `/worklists/${list}`)
    const tomorrow = (new Date(Date.now() + 8 * 3_600_000).getUTCDay() || 7) % 7 + 1
    await setList(lead.page, { hours: [{ weekday: tomorrow, from: '09:00', until: '18:00' }] })
    await pickFromQueue(nurse.page, patient)
    await nurse.page.getByTestId('dial-guard').getByText(/Outside the hours at which this patient may be called, until \d\d-\d\d 09:00/).waitFor()
    expect(await nurse.page.locator('button', { hasText: 'Dial' }).isDisabled()).toBe(true)
    await setList(lead.page, { hours: settings.hours })
    await nurse.page.locator('button:enabled', { hasText: 'Dial' }).waitFor()
    await nurse.page.getByTestId('dial-guard').getByText(`of ${rules.perDay}`).waitFor()
    await putBack(nurse.page)
  })
})

describe('a patient who asked not to be called', () => {
  test('is called by nobody: the key is off and says why, until the word is taken back', async () => {
    await pickFromQueue(nurse.page, patient)
    const { id, patientId } = await taskOf(nurse.page, patient)
    const [contact] = (await ask<{ contacts: { id: string }[] }>(nurse.page, `/patients/${patientId}`)).contacts
    await lead.page.goto(`${house.url}/patients/${patientId}`)
    await lead.page.getByRole('button', { name: 'Do not call', exact: true }).click()
    await lead.page.getByRole('textbox', { name: 'Reason (required, kept on record)' }).fill('His daughter asked for it')
    await lead.page.getByRole('button', { name: 'Save', exact: true }).click()
    await lead.page.getByText('Noted; this patient will not be called again').waitFor()

    const guard = nurse.page.getByTestId('dial-guard')
    await guard.getByText('The patient asked not to be called').waitFor()
    await nurse.page.locator('button:disabled', { hasText: 'Dial' }).waitFor()
    await nurse.page.keyboard.press('F2')
    await expect(say(nurse.page, 'POST', '/calls', { taskId: id, contactId: contact!.id })).rejects.toThrow('patient.doNotCall')
    await state(nurse.page, 'preview')

    await lead.page.getByRole('button', { name: 'Take back' }).click()
    await lead.page.getByRole('textbox', { name: 'Reason (required, kept on record)' }).fill('It was another patient')
    await lead.page.getByRole('button', { name: 'Save', exact: true }).click()
    await guard.getByText('The patient asked not to be called').waitFor({ state: 'hidden' })
    await nurse.page.locator('button:enabled', { hasText: 'Dial' }).waitFor()
    await putBack(nurse.page)
  })
})

describe('an outcome that was a slip', () => {
  test('is taken back by one key, and the form is hers again', async () => {
    await callFromQueue(nurse.page, patient)
    await state(nurse.page, 'talking')
    await nurse.page.keyboard.press('F4')
    await writeUp(nurse.page, /Not now/)
    await nurse.page.getByTestId('undo').getByText(/\d+ s/).waitFor()
    await nurse.page.keyboard.press('Alt+z')
    await state(nurse.page, 'wrapUp')
    expect(await taskOf(nurse.page, patient)).toMatchObject({ state: 'HELD', mine: true })
    expect(await latest()).toMatchObject({ state: 'OPEN', past: [{ disposition: 'SOFT_REFUSAL', why: null }] })
  })

  test('survives a reload: the form comes back, and the right outcome is signed', async () => {
    await nurse.page.reload()
    await writeUp(nurse.page, /^Interrupted/)
    expect(await latest()).toMatchObject({ state: 'SIGNED', disposition: 'INTERRUPTED' })
  })
})

describe('a record that must be corrected later', () => {
  test('opens with a reason, and its new version is signed beside the old one', async () => {
    const { id } = await latest()
    // it goes when the time for second thoughts is over
    await nurse.page.getByTestId('undo').waitFor({ state: 'hidden', timeout: 60_000 })
    await expect(say(nurse.page, 'POST', `/records/${id}/undo`)).rejects.toThrow('record.undoLate')
    await nurse.page.goto(`${house.url}/records/${id}`)
    await nurse.page.getByRole('button', { name: 'Open again…' }).click()
    await nurse.page.getByRole('button', { name: 'The patient added something' }).click()
    await nurse.page.getByRole('button', { name: 'Open again', exact: true }).click()
    await nurse.page.getByTestId('amend').waitFor()
    await nurse.page.locator('#free-note').fill('Sleeps badly since Monday')
    await nurse.page.getByRole('button', { name: 'Sign the new version' }).click()
    await nurse.page.getByRole('region', { name: 'Earlier versions' }).getByText('The patient added something').waitFor()
    const record = await latest()
    expect(record).toMatchObject({ state: 'SIGNED', note: 'Sleeps badly since Monday' })
    expect(record.past.map(one => one.why)).toEqual([null, 'The patient added something'])
  })
})

describe('keys', () => {
  test('are moved by their user, and a browser’s key is refused in words', async () => {
    await nurse.page.goto(house.url)
    await nurse.page.locator('[data-row]').first().waitFor()
    await nurse.page.keyboard.press('?')
    await nurse.page.getByRole('button', { name: 'Another key for: Sign and next; when idle, next patient' }).click()
    await nurse.page.keyboard.press('F6')
    await nurse.page.getByRole('alert').filter({ hasText: 'belongs to the browser' }).waitFor()
    await nurse.page.keyboard.press('Alt+q')
    await nurse.page.getByRole('button', { name: 'Close', exact: true }).click()
    // while the overlay fades no key is anybody's
    await nurse.page.getByRole('dialog').waitFor({ state: 'hidden' })
    await nurse.page.keyboard.press('Control+Enter')
    await state(nurse.page, 'idle')
    await nurse.page.keyboard.press('Alt+q')
    await state(nurse.page, 'preview')
    await putBack(nurse.page)
    await nurse.page.keyboard.press('?')
    await nurse.page.getByRole('button', { name: 'All as delivered' }).click()
    await nurse.page.keyboard.press('Escape')
  })
})

test('nothing broke in the browsers on the way', () => {
  expect([nurse, lead].flatMap(desk => desk.complaints).filter(line => !/409|422/.test(line))).toEqual([])
})
