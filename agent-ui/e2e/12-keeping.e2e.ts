import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { house } from './house'
import { ask, atDesk, callFromQueue, everybodyLeaves, say, soundSoFar, state, until, writeUp, type Desk } from './nurse'
import { patientsAreIn, setList } from './ward'

const patient = 'DEMO1015'
const why = 'A complaint about this call'
let nurse: Desk
let lead: Desk
let list: string
let record: string

interface Recording { id: string; state: string; held: boolean; gaps: { fromMs: number; untilMs: number; reason: string }[]; consent: { agreed: boolean } | null }
const recording = async () => {
  const part = (await ask<{ recording: { id: string } | null }>(lead.page, `/records/${record}`)).recording
  return part && ask<Recording>(lead.page, `/recordings/${part.id}`)
}
const sentence = (desk: Desk) => desk.page.locator('.transcript li.PATIENT').first()
const asked = async (desk: Desk, button: string) => {
  const box = desk.page.locator('.el-message-box')
  await box.getByRole('textbox').fill(why)
  await box.getByRole('button', { name: button, exact: true }).click()
}

beforeAll(async () => {
  lead = await atDesk('supervisor')
  await patientsAreIn(lead.page)
  list = await setList(lead.page, { mode: 'PREVIEW' })
  nurse = await atDesk('nurse')
})
afterAll(async () => {
  await say(lead.page, 'PUT', `/recording-modes/${list}`, { mode: 'ALWAYS' }).catch(() => undefined)
  await everybodyLeaves()
})

describe('what is listened for and kept', () => {
  test('a phrase is tried on a sentence before it is saved, and denied it is not suggested', async () => {
    const { page } = lead
    await page.goto(`${house.url}/phrases`)
    const trial = page.getByRole('region', { name: 'Try a sentence' })
    await trial.getByRole('textbox').fill('i had breakfast')
    await trial.getByText('None of the phrases is in it').waitFor()
    await page.getByLabel('New words').fill('breakfast')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await trial.locator('mark', { hasText: 'breakfast' }).waitFor()
    await trial.getByRole('textbox').fill('i had no breakfast')
    await trial.getByText('denied, not suggested').waitFor()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText(/Saved as version \d+, in use at once/).waitFor()
  })

  test('a word of the hospital is in force without a restart, and tells which model cannot hear it', async () => {
    const { page } = lead
    await page.goto(`${house.url}/speech`)
    await page.getByLabel('New words, one a line or with commas').fill('dizzy, xylometazoline')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    const words = page.getByTestId('vocabulary').getByLabel('Word', { exact: true })
    await until('both are rows', async () => await words.count() === 2)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText(/Saved as version \d+, in use at once/).waitFor()
    await page.getByTestId('vocabulary').getByText(/does not know it/).first().waitFor()
  })

  test('a list records on consent only', async () => {
    const { page } = lead
    await page.goto(`${house.url}/governance`)
    await page.getByRole('radiogroup', { name: /Post-discharge/ }).getByText('On consent').click()
    await page.getByText(/^Saved for/).waitFor()
  })
})

describe('a call on such a list', () => {
  test('asks for his yes, and is recorded from then on', async () => {
    const { page } = nurse
    await callFromQueue(page, patient)
    await state(page, 'talking')
    const tape = page.getByRole('region', { name: 'Recording of this call' })
    await tape.getByText('Ask: may we record this call?').waitFor()
    await tape.getByRole('button', { name: 'Yes, he agrees' }).click()
    await tape.getByText('Recording', { exact: true }).waitFor()
  })

  test('shows in words what both say, or that the machine is too busy for it', async () => {
    const { page } = nurse
    await page.getByRole('tab', { name: 'Transcript' }).click()
    await until('somebody was understood', async () =>
      (await page.getByTestId('captions').locator('li').allInnerTexts()).join(' ').length > 20 || await page.getByText('No captions in this call').isVisible(), 90_000)
  })

  test('is paused with a reason, goes on, and is marked', async () => {
    const { page } = nurse
    const tape = page.getByRole('region', { name: 'Recording of this call' })
    await tape.getByRole('button', { name: 'Pause recording' }).click()
    await page.getByRole('menuitem', { name: 'A third person' }).click()
    await tape.getByText('Recording paused: A third person').waitFor()
    await page.getByRole('region', { name: 'Call bar' }).getByText(/A third person/).first().waitFor()
    await tape.getByRole('button', { name: 'Go on recording' }).click()
    await tape.getByText('Recording', { exact: true }).waitFor()
    await tape.getByRole('button', { name: /^Mark/ }).click()
    await page.getByText(/^Marked at/).first().waitFor()
    const [newest] = (await ask<{ items: { id: string }[] }>(page, '/records?limit=1')).items
    record = newest!.id
    // he answers after twenty seconds, and speaks of his breakfast in the twenty-fifth of the talk
    await until('he said enough', async () => (await soundSoFar(page)).spokenFor > 60, 90_000)
    await page.keyboard.press('F4')
    await writeUp(page, /Call back later/)
  })
})

describe('its recording', () => {
  test('shows the gap with its reason, the yes and the mark, and plays', async () => {
    const { page } = lead
    await until('it is stored and heard', async () => {
      const one = await recording()
      return one?.state === 'STORED' && (await ask<{ state: string }>(page, `/recordings/${one.id}/transcript`)).state === 'READY'
    }, 120_000)
    const one = (await recording())!
    expect(one.consent).toMatchObject({ agreed: true })
    expect(one.gaps.map(gap => gap.reason)).toEqual(['CONSENT', 'THIRD_PARTY'])
    await page.goto(`${house.url}/records/${record}`)
    const player = page.getByRole('region', { name: 'Recording', exact: true })
    await player.getByRole('button', { name: 'A third person' }).waitFor()
    await player.getByText(/^Agreed to be recorded/).waitFor()
    await player.getByText('Bookmark', { exact: true }).waitFor()
    await player.getByRole('button', { name: 'Play' }).click()
    await until('it plays', async () => /^00:0[1-9]/.test(await page.getByTestId('player-time').innerText()))
  })

  test('proves that it is unaltered', async () => {
    const { page } = lead
    await page.getByRole('button', { name: /^Checksum/ }).click()
    await page.getByRole('button', { name: 'Check now' }).click()
    await page.getByText('It agrees: the recording is unaltered').waitFor()
    await page.keyboard.press('Escape')
  })

  test('is talked about at a second, in a thread', async () => {
    const comments = lead.page.getByRole('region', { name: 'Bookmarks and comments' })
    await comments.getByRole('textbox').fill('Well asked')
    await comments.getByRole('button', { name: 'Comment', exact: true }).click()
    await comments.getByText('Well asked').waitFor()
    await nurse.page.goto(`${house.url}/records/${record}`)
    const hers = nurse.page.getByRole('region', { name: 'Bookmarks and comments' })
    await hers.getByRole('listitem').filter({ hasText: 'Well asked' }).getByRole('button', { name: 'Answer' }).click()
    await hers.getByRole('textbox').fill('Thank you')
    await hers.getByRole('button', { name: 'Comment', exact: true }).click()
    await hers.getByRole('listitem').filter({ hasText: 'Well asked' }).getByText('Thank you').waitFor()
  })

  test('has words that can be corrected, and keeps what was heard', async () => {
    const { page } = nurse
    const heard = await sentence(nurse).locator('p').innerText()
    await sentence(nurse).getByRole('button', { name: 'Correct this sentence' }).click()
    await sentence(nurse).getByRole('textbox').fill('Speaking, said he.')
    await sentence(nurse).getByRole('button', { name: 'Save' }).click()
    await page.getByText('Corrected; what was heard is kept').waitFor()
    await sentence(nurse).getByText('corrections: 1').waitFor()
    await sentence(nurse).getByRole('button', { name: 'Correct this sentence' }).click()
    expect((await sentence(nurse).locator('s').innerText()).toLowerCase()).toBe(heard.toLowerCase())
    await sentence(nurse).getByRole('button', { name: 'Cancel' }).click()
  })

  test('is among the suggestions to judge, and a press there lets it be heard', async () => {
    const { page } = lead
    await page.goto(`${house.url}/cues`)
    const row = page.locator('.review li').filter({ hasText: 'breakfast' }).filter({ hasText: 'Demo Patient Eight' }).first()
    await row.getByRole('link').first().click()
    await until('it plays', async () => page.getByRole('button', { name: 'Pause', exact: true }).isVisible())
    await page.goto(`${house.url}/cues`)
    await row.getByRole('button', { name: 'Confirm' }).click()
    await row.waitFor({ state: 'detached' })
  })

  test('leaves the house as a sealed parcel, with a reason', async () => {
    const { page } = lead
    await page.goto(`${house.url}/records/${record}`)
    await page.getByRole('button', { name: 'Take out' }).click()
    await page.getByRole('menuitem', { name: 'This call', exact: true }).click()
    const coming = page.waitForEvent('download')
    await asked(lead, 'This call')
    const parcel = `${house.home}/parcel.zip`
    await (await coming).saveAs(parcel)
    const zip = readFileSync(parcel)
    expect(zip.subarray(0, 2).toString()).toBe('PK')
    for (const name of ['manifest.json', 'transcript', 'record']) expect(zip.includes(name), name).toBe(true)
  })

  test('is held against every rule, until somebody says why no longer', async () => {
    const { page } = lead
    await page.getByRole('button', { name: 'Hold this stay' }).click()
    await asked(lead, 'Hold this stay')
    await until('it is held', async () => (await recording())!.held)
    await page.goto(`${house.url}/governance`)
    await page.getByRole('tab', { name: 'What must stay' }).click()
    const row = page.getByRole('row').filter({ hasText: why }).first()
    await row.getByRole('button', { name: 'Lift the hold' }).click()
    await asked(lead, 'Lift the hold')
    await row.getByText(`Lifted: ${why}`).waitFor()
    expect((await recording())!.held).toBe(false)
  })

  test('a rule says beforehand what it would erase', async () => {
    const { page } = lead
    await page.getByRole('tab', { name: 'How long' }).click()
    await page.getByRole('spinbutton', { name: 'Days' }).fill('30')
    await page.getByText('With this rule the next night would erase no more than it does now.').waitFor()
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByRole('cell', { name: '30', exact: true }).waitFor()
    await page.getByRole('button', { name: 'Remove' }).click()
    await page.getByText('No rule yet: everything is kept without end.').waitFor()
  })

  test('tells who heard it', async () => {
    const { page } = lead
    await page.goto(`${house.url}/records/${record}`)
    await page.getByRole('link', { name: 'Who heard this recording' }).click()
    await page.getByRole('cell', { name: /recording\.play|Played/ }).first().waitFor()
  })

  test('is left alone when old calls are heard again: a person corrected it', async () => {
    const { page } = lead
    await page.goto(`${house.url}/speech`)
    await page.getByRole('tab', { name: 'Who listens' }).click()
    const panel = page.getByRole('tabpanel', { name: 'Who listens' })
    await panel.getByRole('combobox', { name: 'Language' }).selectOption('en')
    await panel.getByRole('button', { name: 'Listen again' }).click()
    await page.getByText(/recordings? waits? to be heard again/).waitFor()
    await until('all were heard', async () => (await ask<{ again: number }>(page, '/speech')).again === 0, 120_000)
    await page.goto(`${house.url}/records/${record}`)
    await page.getByText('Speaking, said he.').waitFor()
  })
})

test('nothing broke in the browsers on the way', () => {
  expect([...nurse.complaints, ...lead.complaints]).toEqual([])
})
