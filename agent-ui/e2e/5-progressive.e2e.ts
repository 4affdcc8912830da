import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { house } from './house'
import { ask, atDesk, everybodyLeaves, hearsMore, state, until, type Desk } from './nurse'
import { patientsAreIn, setList } from './ward'

let nurse: Desk
let lead: Desk

interface Me { presence: string; afterwards: string | null }
interface RecordView { id: string; state: string; lineResult: string | null }
const me = () => ask<Me>(nurse.page, '/session')

beforeAll(async () => {
  lead = await atDesk('supervisor')
  await patientsAreIn(lead.page)
  await setList(lead.page, { mode: 'PREVIEW' })
})
afterAll(async () => {
  await setList(lead.page, { mode: 'PREVIEW' }).catch(() => undefined)
  await everybodyLeaves()
})

describe('on a progressive list', () => {
  test('the supervisor sees what a list would do, and makes it progressive', async () => {
    const { page } = lead
    await page.goto(`${house.url}/worklists`)
    await page.getByRole('link', { name: /Post-discharge/ }).click()
    await page.getByRole('tab', { name: 'Next up' }).click()
    await page.getByText(/Demo Patient|演示|示例/).first().waitFor()
    await page.getByRole('tab', { name: 'Why is nothing dialing?' }).click()
    await page.getByText('Can dial now').first().waitFor()
    await page.getByRole('tab', { name: 'Settings' }).click()
    await page.getByText('Progressive', { exact: true }).click()
    await page.getByRole('button', { name: /^Save/ }).click()
    await until('the list is progressive', async () => (await ask<{ mode: string }[]>(page, '/worklists'))[0]!.mode === 'PROGRESSIVE')
  })

  test('who signs in gets no call before she says that she is ready', async () => {
    nurse = await atDesk('nurse')
    await nurse.page.getByText('Good to see you. Ready for calls?').waitFor()
    expect((await me()).presence).toBe('PAUSED')
    await nurse.page.getByText('Line and microphone are ready').waitFor()
    await nurse.page.keyboard.press('Control+Enter')
    // Who is busy or does not pick up is passed over by itself.
    await state(nurse.page, 'talking', 180_000)
    await hearsMore('the nurse', nurse.page)
  })

  test('in mid-talk she says that she goes on a break, and no call comes after the signature', async () => {
    const [row] = (await ask<{ items: { id: string }[] }>(nurse.page, '/records?limit=1')).items
    await nurse.page.keyboard.press('Alt+p')
    await until('it is kept', async () => (await me()).afterwards === 'PAUSED')
    await nurse.page.keyboard.press('Alt+p')
    await until('it is taken back', async () => (await me()).afterwards === 'READY')
    // a patient may hang up first
    await nurse.page.keyboard.press('F4')
    await state(nurse.page, 'wrapUp')
    await nurse.page.getByRole('radio', { name: /Call back later/ }).check()
    await nurse.page.getByRole('button', { name: 'Sign and pause' }).click()
    await state(nurse.page, 'saved')
    expect((await me()).presence).toBe('PAUSED')
    expect(await ask<RecordView>(nurse.page, `/records/${row!.id}`)).toMatchObject({ state: 'SIGNED', lineResult: 'ANSWERED' })
  })
})

test('nothing broke in the browsers on the way', () => {
  expect([nurse, lead].flatMap(desk => desk.complaints)).toEqual([])
})
