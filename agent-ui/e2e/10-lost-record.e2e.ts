import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { house } from './house'
import { ask, atDesk, callFromQueue, everybodyLeaves, say, state, until, type Desk } from './nurse'
import { patientsAreIn, setList, taskOf } from './ward'

const patient = 'DEMO1012'
let nurse: Desk
let lead: Desk
let id: string

interface Record { id: string; state: string; disposition: string | null; answers: { [question: string]: unknown }; past: { disposition: string; why: string | null }[] }
const record = (desk: Desk) => ask<Record>(desk.page, `/records/${id}`)

beforeAll(async () => {
  lead = await atDesk('supervisor')
  await patientsAreIn(lead.page)
  await setList(lead.page, { mode: 'PREVIEW' })
  nurse = await atDesk('nurse')
})
afterAll(async () => {
  await everybodyLeaves()
  // the house's own patience again, for whoever comes after
  house.kill()
  await house.up()
})

describe('a console that was closed before an outcome', () => {
  test('leaves what was answered in an open record', async () => {
    await callFromQueue(nurse.page, patient)
    await state(nurse.page, 'talking')
    await nurse.page.getByRole('group', { name: 'Who is on the phone' }).getByLabel('The patient').check()
    await until('the answer is saved', async () => {
      const [newest] = (await ask<{ items: { id: string }[] }>(nurse.page, '/records?limit=1')).items
      id = newest!.id
      return (await record(nurse)).answers['who'] === 'PATIENT'
    })
    await nurse.page.keyboard.press('F4')
    await state(nurse.page, 'wrapUp')
    await nurse.context.close()
    expect(await record(lead)).toMatchObject({ state: 'OPEN' })
  })
})

describe('a day later, which here is a second', () => {
  beforeAll(async () => {
    house.kill()
    await house.up({ AFTERCALL_FOLLOWUP_UNSIGNEDAFTER: '1s', AFTERCALL_FOLLOWUP_LOOKEVERY: '1s' })
  })

  test('the house signs the record as lost, which counts as not done', async () => {
    await until('it is signed as lost', async () => (await record(lead)).state === 'SIGNED')
    expect(await record(lead)).toMatchObject({ disposition: 'RECORD_LOST', answers: { who: 'PATIENT' } })
  })

  test('it puts its patient on the supervisor’s list', async () => {
    await lead.page.goto(`${house.url}/records/${id}`)
    await lead.page.getByText('nobody knows what came of this call').waitFor()
    const { items } = await ask<{ items: { admissionNo: string }[] }>(lead.page, `/tasks?tab=supervisor&q=${patient}`)
    expect(items).toMatchObject([{ admissionNo: patient }])
  })

  test('it is made good by its nurse, who says with a reason what came of it', async () => {
    nurse = await atDesk('nurse')
    await expect(say(nurse.page, 'POST', `/records/${id}/reopen`, {})).rejects.toThrow('422')
    await nurse.page.goto(`${house.url}/records/${id}`)
    await nurse.page.getByRole('button', { name: 'Say what came of it' }).click()
    const dialog = nurse.page.getByRole('dialog')
    await dialog.getByRole('textbox').fill('The browser was closed too soon')
    await dialog.getByRole('button', { name: 'Open again', exact: true }).click()
    await nurse.page.getByTestId('amend').waitFor()
    await nurse.page.getByRole('radio', { name: /^Interrupted/ }).check()
    await nurse.page.getByRole('button', { name: 'Sign the new version' }).click()
    await nurse.page.getByRole('region', { name: 'Earlier versions' }).getByText('The browser was closed too soon').waitFor()
    expect(await record(nurse)).toMatchObject({ state: 'SIGNED', disposition: 'INTERRUPTED', answers: { who: 'PATIENT' }, past: [{ disposition: 'RECORD_LOST' }] })
    expect(await taskOf(nurse.page, patient)).toMatchObject({ state: 'WAITING' })
  })
})

test('nothing broke in the browsers on the way', () => {
  // that a reason is needed is meant
  expect([nurse, lead].flatMap(desk => desk.complaints).filter(one => !/^422 \S+\/reopen\b/.test(one))).toEqual([])
})
