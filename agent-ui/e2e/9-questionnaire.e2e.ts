import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { house } from './house'
import { ask, atDesk, everybodyLeaves, until, type Desk } from './nurse'
import { setList } from './ward'

/** Another one at every run: what was published stays for good. */
const code = `walk-${Date.now().toString(36)}`
let lead: Desk

interface Item { linkId: string; type: string; enableWhen?: unknown[]; item?: Item[] }
interface Draft { version: number; document: { item: Item[] }; faults: unknown[] }
interface Shelf { code: string; versions: { version: number; note: string }[]; draft: unknown }

const shelf = async () => (await ask<Shelf[]>(lead.page, '/library')).find(one => one.code === code)
const draft = () => ask<Draft>(lead.page, `/library/${code}/draft`)
const form = () => lead.page.getByRole('group', { name: 'The chosen item' })
const preview = () => lead.page.getByRole('region', { name: 'Preview' })
const button = (name: string) => lead.page.getByRole('button', { name, exact: true })

/** A text in both languages. */
async function words(label: string, zh: string, en: string, within = form()) {
  const both = within.getByRole('group', { name: label, exact: true })
  await both.getByLabel('Chinese').fill(zh)
  await both.getByLabel('English').fill(en)
}

async function add(kind: string, zh: string, en: string) {
  await lead.page.getByRole('region', { name: 'Items' }).getByRole('combobox', { name: 'Kind' }).selectOption(kind)
  await button('Add').click()
  await words(kind === 'group' ? 'Name of the section' : 'Question', zh, en)
}

/** Publishes the draft with a word on what is new. */
async function publish(note: string) {
  await button('Publish').click()
  const dialog = lead.page.getByRole('dialog', { name: 'Publish' })
  await dialog.getByRole('textbox', { name: 'What is new' }).fill(note)
  await dialog.getByRole('button', { name: 'Publish' }).click()
  await dialog.waitFor({ state: 'hidden' })
}

beforeAll(async () => { lead = await atDesk('supervisor') })
afterAll(everybodyLeaves)

describe('a questionnaire', () => {
  test('begins as a draft, and what stands against publishing it is named', async () => {
    await lead.page.goto(`${house.url}/questionnaires`)
    await button('New questionnaire').click()
    await lead.page.getByRole('textbox', { name: 'Code' }).fill('Not A Code')
    await button('Begin').click()
    await lead.page.getByRole('alert').getByText(/lower case letters, digits and hyphens/).waitFor()
    await lead.page.getByRole('textbox', { name: 'Code' }).fill(code)
    await button('Begin').click()
    await lead.page.getByText('Nothing here yet').waitFor()
    await button('Publish').click()
    await lead.page.getByText(/things? must be mended/).last().waitFor()
    expect((await shelf())?.versions).toEqual([])
  })

  test('is written beside its preview, which asks as a call would', async () => {
    await words('Title', '楼道问卷', 'Walk of the ward', lead.page.locator('.editor'))
    await add('group', '睡眠', 'Sleep')
    await add('boolean', '睡得好吗', 'Sleeps well')
    await lead.page.getByRole('option', { name: 'Sleep', exact: true }).click()
    await add('boolean', '夜里疼痛', 'Pain at night')
    await button('Add a condition').click()
    await form().getByRole('combobox', { name: 'With what' }).selectOption('No')
    await button('Add a red flag').click()
    await words('What the nurse should do', '请医生回电', 'Ask the doctor to call back')
    await lead.page.getByText('Can be published').waitFor()

    const pain = preview().getByRole('group', { name: 'Pain at night' })
    await until('it is not asked yet', async () => await pain.count() === 0)
    await preview().getByRole('group', { name: 'Sleeps well' }).getByText('No', { exact: true }).click()
    await pain.getByText('Yes', { exact: true }).click()
    await preview().getByText('Ask the doctor to call back').waitFor()
  })

  test('takes every change back, and one that was taken back, again', async () => {
    const kept = async () => (await draft()).document.item[0]!.item!.length
    await until('both questions are kept', async () => await kept() === 2)
    await button('Remove (Del)').click()
    await until('one is gone', async () => await kept() === 1)
    await lead.page.getByRole('button', { name: 'Undo', exact: true }).first().click()
    await until('it is back', async () => await kept() === 2)
    expect((await draft()).faults).toEqual([])
  })

  test('is published with a word on what is new', async () => {
    await publish('first of its kind')
    await lead.page.getByRole('row', { name: /version 1/ }).getByText('first of its kind').waitFor()
    expect(await shelf()).toMatchObject({ versions: [{ version: 1, note: 'first of its kind' }], draft: null })
  })

  test('goes on as another draft, and the difference is told item by item', async () => {
    await button('Begin a draft from it').click()
    await lead.page.getByRole('option', { name: 'Sleeps well' }).click()
    await words('Question', '昨夜睡得好吗', 'Slept well last night')
    await lead.page.getByRole('tab', { name: 'Differences' }).click()
    await lead.page.getByText('Wording only').waitFor()
    const change = lead.page.getByRole('article').filter({ hasText: 'Slept well last night' })
    await change.locator('del', { hasText: 'Sleeps well' }).waitFor()
    await change.locator('ins', { hasText: 'Slept well last night' }).waitFor()
    await publish('asks for one night')
    await lead.page.getByRole('row', { name: /version 2/ }).getByRole('button', { name: 'Compare' }).click()
    await change.locator('ins', { hasText: 'Slept well last night' }).waitFor()
  })

  test('tells which list asks by it, and no version by which one asks can be retired', async () => {
    const [list] = await ask<{ id: string; name: string }[]>(lead.page, '/worklists')
    const { settings } = await ask<{ settings: { questionnaire: string; questionnaireVersion: number | null } }>(lead.page, `/worklists/${list!.id}`)
    await setList(lead.page, { questionnaire: code, questionnaireVersion: 1 })
    try {
      await lead.page.goto(`${house.url}/questionnaires/${code}?tab=use`)
      await lead.page.getByRole('listitem').filter({ hasText: list!.name }).getByText('version 1').waitFor()
      await lead.page.getByRole('tab', { name: 'Versions' }).click()
      await lead.page.getByRole('row', { name: /version 1/ }).getByRole('button', { name: 'Retire' }).click()
      const dialog = lead.page.getByRole('dialog', { name: 'Retire version 1' })
      await dialog.getByRole('textbox').fill('replaced')
      await dialog.getByRole('button', { name: 'Retire' }).click()
      await lead.page.getByText(/asks by this version; choose another one/).waitFor()
    } finally {
      await setList(lead.page, { questionnaire: settings.questionnaire, questionnaireVersion: settings.questionnaireVersion })
    }
    const dialog = lead.page.getByRole('dialog', { name: 'Retire version 1' })
    await dialog.getByRole('button', { name: 'Retire' }).click()
    await lead.page.getByRole('row', { name: /version 1/ }).getByText('Retired', { exact: true }).waitFor()
  })
})

test('nothing broke in the browser on the way', () => {
  // the refusals above are meant
  expect(lead.complaints.filter(one => !/^(409|422) \S+\/library\//.test(one))).toEqual([])
})
