import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { house } from './house'
import { ask, atDesk, callFromQueue, everybodyLeaves, hearsMore, say, state, until, type Desk } from './nurse'
import { patientsAreIn, setList, type Settings } from './ward'

const distressed = 'DEMO1020'
const worse = 'DEMO1022'
let nurse: Desk
let specialist: Desk
let lead: Desk
let before: Pick<Settings, 'questionnaire' | 'questionnaireVersion'>
let dutyBefore: Levels
const names = { nurse: '', specialist: '' }

type Levels = { [level: string]: string[] }
interface Roster { departments: { department: string; levels: { [level: string]: { id: string }[] } }[]; colleagues: { id: string; name: string; role: string }[] }
interface Row { id: string; state: string; severity: string; level: string; ownerName: string | null; question: string; recordId: string }
interface Whole { row: Row; history: { kind: string; who: string | null; owner: string | null }[] }
interface Record { id: string; state: string; disposition: string | null; completion: string | null; clinical: string | null; nurseName: string | null; signedBy: string | null; note: string; answers: { [question: string]: unknown } }

const recordOf = async (desk: Desk, patient: string) =>
  ask<Record>(desk.page, `/records/${(await ask<{ items: { id: string }[] }>(desk.page, `/records?q=${patient}`)).items[0]!.id}`)
const alerts = async (patient: string) => (await ask<{ items: Row[] }>(lead.page, `/escalations?state=open&q=${patient}`)).items
const whole = (id: string) => ask<Whole>(lead.page, `/escalations/${id}`)
const answer = (page: Page, question: string, choice: string) => page.getByRole('group', { name: question }).getByText(choice, { exact: true }).click()
const sections = (page: Page) => page.getByRole('navigation', { name: 'Sections' })
const sheet = (page: Page) => page.getByRole('alert', { name: 'Red flag' })
const sign = (page: Page) => page.getByRole('button', { name: 'Sign', exact: true }).click()

/** Until the questions of the form's own first section are behind her. */
async function identified(page: Page) {
  await answer(page, 'Who is on the phone', 'The patient')
  await answer(page, 'Agrees to being recorded', 'Yes')
  await answer(page, 'Two identifiers agree', 'Yes')
  await answer(page, 'Which two were checked', 'Name and date of birth')
  await page.getByRole('button', { name: 'Next section' }).click()
}

/** Picks by number keys, each with Enter to the next question, as a nurse does while she listens. */
async function byKeys(page: Page, first: string, picks: string) {
  await page.getByRole('group', { name: first }).locator('input:focus').waitFor()
  for (const key of picks) {
    await page.keyboard.press(key)
    await page.keyboard.press('Enter')
  }
}

async function setDuty(levels: Levels) {
  const etag = await lead.page.evaluate(async () => (await fetch('/api/v1/duty-roster')).headers.get('ETag'))
  await say(lead.page, 'PUT', '/duty-roster', { department: '*', levels }, { 'If-Match': etag! })
}

beforeAll(async () => {
  lead = await atDesk('supervisor')
  await patientsAreIn(lead.page)
  const list = await setList(lead.page, { mode: 'PREVIEW' })
  const { settings } = await ask<{ settings: Settings }>(lead.page, `/worklists/${list}`)
  before = { questionnaire: settings['questionnaire'], questionnaireVersion: settings['questionnaireVersion'] }
  nurse = await atDesk('nurse')
  specialist = await atDesk('nurse2')
  names.nurse = (await ask<{ name: string }>(nurse.page, '/session')).name
  names.specialist = (await ask<{ name: string }>(specialist.page, '/session')).name
  const { departments, colleagues } = await ask<Roster>(lead.page, '/duty-roster')
  dutyBefore = Object.fromEntries(Object.entries(departments.find(one => one.department === '*')?.levels ?? {}).map(([level, people]) => [level, people.map(one => one.id)]))
  const who = (fits: (one: Roster['colleagues'][number]) => boolean) => [colleagues.find(fits)!.id]
  await setDuty({ SPECIALIST: who(one => one.name === names.specialist), DOCTOR: who(one => one.role === 'PHYSICIAN') })
})
afterAll(async () => {
  // as it was, for whoever comes after
  await setList(lead.page, before).catch(() => undefined)
  for (const patient of [distressed, worse]) {
    for (const one of await alerts(patient).catch(() => [])) await say(lead.page, 'POST', `/escalations/${one.id}/close`, { why: 'The walk is over' }).catch(() => undefined)
  }
  await setDuty(dutyBefore).catch(() => undefined)
  await everybodyLeaves()
})

describe('distress that is heard in a talk', () => {
  test('opens PHQ-9 behind PHQ-2 by itself, and the crisis path behind its ninth question', async () => {
    const { page } = nurse
    await setList(lead.page, { questionnaire: 'mood', questionnaireVersion: null })
    await callFromQueue(page, distressed)
    await state(page, 'talking')
    await identified(page)
    expect(await sections(page).getByText('Going deeper').count()).toBe(0)
    await byKeys(page, 'Little interest', '44')
    await sections(page).getByText('Going deeper').waitFor()
    await byKeys(page, 'Trouble with sleep', '222222')
    expect(await sections(page).getByText('Crisis').count()).toBe(0)
    await page.getByRole('group', { name: 'Thoughts of being better off dead' }).locator('input:focus').waitFor()
    await page.keyboard.press('2')
    await sections(page).getByText('Crisis').waitFor()
    await page.locator('dd', { hasText: /13\s*Moderate/ }).waitFor()
    await sheet(page).getByText('Emergency', { exact: true }).waitFor()
    await sheet(page).getByText(/stay on the line/).waitFor()
    await sheet(page).getByText(/Physician · Attending doctor/).waitFor()
    await page.keyboard.press('Escape')
    await sheet(page).waitFor({ state: 'detached' })
  })

  test('is not signed past the crisis path without a word, whatever the outcome', async () => {
    const { page } = nurse
    await page.keyboard.press('F4')
    await state(page, 'wrapUp')
    await page.getByRole('radio', { name: /^Interrupted/ }).check()
    await sign(page)
    await page.getByText(/what it opened is not answered in full/).waitFor()
    await page.getByRole('radio', { name: /^Completed and escalated/ }).check()
    await sign(page)
    const missing = page.getByRole('alert').filter({ hasText: '3 required questions are open' })
    await missing.getByRole('button', { name: 'What was done' }).waitFor()
    await state(page, 'wrapUp')
    expect(await recordOf(nurse, distressed)).toMatchObject({ state: 'OPEN', answers: { 'phq.9': 'DAYS' } })
    await missing.getByRole('button', { name: 'Alone right now' }).click()
  })

  test('is signed with the crisis path, and the doctor’s alert stays', async () => {
    const { page } = nurse
    await byKeys(page, 'Alone right now', '22')
    await answer(page, 'What was done', 'Family was reached and stays with the patient')
    await page.locator('#free-note').fill('His daughter is with him, the doctor calls tonight')
    await sign(page)
    await state(page, 'saved')
    const record = await recordOf(nurse, distressed)
    expect(record).toMatchObject({
      state: 'SIGNED', disposition: 'COMPLETED_ESCALATED', completion: 'COMPLETE', clinical: 'EMERGENCY', signedBy: names.nurse,
      answers: { 'phq.1': 'DAILY', 'phq.2': 'DAILY', 'phq.9': 'DAYS', 'crisis.alone': false, 'crisis.plan': false, 'crisis.done': 'FAMILY' },
    })
    const [one] = await alerts(distressed)
    expect(one).toMatchObject({ severity: 'EMERGENCY', level: 'DOCTOR', recordId: record.id })
    expect((await whole(one!.id)).history.map(step => step.kind)).toEqual(['RAISED', 'FIXED'])
  })
})

describe('a red flag in mid-call that a specialist nurse takes over', () => {
  test('is told to the specialist nurse on duty, by name', async () => {
    const { page } = nurse
    await setList(lead.page, before)
    await callFromQueue(page, worse)
    await state(page, 'talking')
    await identified(page)
    await answer(page, 'Condition since discharge', 'Worse')
    await sheet(page).getByText('Urgent', { exact: true }).waitFor()
    await sheet(page).getByText(`${names.specialist} · Specialist nurse`).waitFor()
    await page.keyboard.press('Escape')
    await specialist.page.getByText('A new alert is waiting for you').first().waitFor()
  })

  test('goes with the patient: she is asked, takes him, and sees what was answered', async () => {
    const { page } = nurse
    await page.keyboard.press('F9')
    const box = page.getByRole('combobox', { name: 'Name, extension, role, or a number' })
    await box.fill((await ask<{ extension: string }>(specialist.page, '/session')).extension)
    await page.getByRole('option').first().waitFor()
    await box.press('Enter')
    await page.getByText('Consulting, patient waits').waitFor()
    await page.getByRole('button', { name: 'Hand over', exact: true }).click()
    await state(page, 'idle')
    await state(specialist.page, 'talking')
    await hearsMore('the specialist nurse', specialist.page)
    await sections(specialist.page).getByText('Health status').click()
    await specialist.page.getByRole('group', { name: 'Condition since discharge' }).getByRole('radio', { name: 'Worse' }).and(specialist.page.locator(':checked')).waitFor()
    await sheet(specialist.page).getByText(`${names.specialist} · Specialist nurse`).waitFor()
    await specialist.page.keyboard.press('Escape')
    await answer(specialist.page, 'Chest pain', 'No')
  })

  test('ends as a record that she signs', async () => {
    const { page } = specialist
    await page.keyboard.press('F4')
    await state(page, 'wrapUp')
    await page.getByRole('radio', { name: /^Interrupted/ }).check()
    await page.locator('#free-note').fill('Comes to the clinic this afternoon')
    await sign(page)
    await state(page, 'saved')
    expect(await recordOf(specialist, worse)).toMatchObject({
      state: 'SIGNED', disposition: 'INTERRUPTED', clinical: 'URGENT', nurseName: names.specialist, signedBy: names.specialist, answers: { feeling: 'WORSE', chest: false },
    })
  })

  test('is hers on the page of alerts, and its history names who did what', async () => {
    const { page } = specialist
    const [one] = await alerts(worse)
    expect(one).toMatchObject({ state: 'RAISED', severity: 'URGENT', level: 'SPECIALIST', ownerName: names.specialist })
    await page.goto(`${house.url}/alerts?id=${one!.id}`)
    await page.getByRole('article').getByText(`${names.specialist} · Specialist nurse · Nobody has it yet`).waitFor()
    await page.keyboard.press('a')
    await page.getByText('You have it').waitFor()
    await until('it is hers', async () => (await alerts(worse))[0]?.state === 'ACKNOWLEDGED')
    expect((await whole(one!.id)).history.map(({ kind, who, owner }) => ({ kind, who, owner }))).toEqual([
      { kind: 'RAISED', who: names.nurse, owner: names.specialist },
      { kind: 'FIXED', who: names.specialist, owner: names.specialist },
      { kind: 'ACKNOWLEDGED', who: names.specialist, owner: names.specialist },
    ])
  })
})

test('nothing broke in the browsers on the way', () => {
  // that it is not signed without a word is meant
  expect([nurse, specialist, lead].flatMap(desk => desk.complaints).filter(one => !/^422 \S+\/sign\b/.test(one))).toEqual([])
})
