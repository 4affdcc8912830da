import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Answers, Item, Questionnaire } from '@/shared/api/schema'
import { repeatsInRows, rowsOf } from './answers'
import { enabledIds, missing, raisedFlags, sections } from './questionnaire'

const house = resolve(__dirname, '../../../../src')
const folder = resolve(house, 'main/resources/questionnaires')
const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))

/** The document as the server lays it out for an English reader. */
function english(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(english)
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(Object.entries(node).map(([key, value]) =>
    ['text', 'say', 'display', 'unit'].includes(key) && typeof value === 'object' && value !== null && 'en' in value ? [key, value.en] : [key, english(value)]))
}

const forms = readdirSync(folder).filter(file => file.endsWith('.json')).map(file => {
  const document = read(resolve(folder, file)) as { name: string; version: number; item: unknown; score?: unknown }
  return { code: document.name, version: document.version, title: document.name, items: english(document.item) as Item[], scores: english(document.score ?? []) } as Questionnaire
})
const well = read(resolve(house, 'test/resources/well-answers.json')) as Record<string, Answers>
const cases = read(resolve(house, 'test/resources/flag-cases.json')) as { code: string; answers: Answers; flags: string[] }[]
const wellOf = (form: Questionnaire) => well[`${form.code} v${form.version}`]!

/** Which alarm of its question or score, as the server names it. */
function rules(form: Questionnaire, answers: Answers): string[] {
  const all = (items: Item[]): Item[] => items.flatMap(item => [item, ...all(item.item ?? [])])
  return raisedFlags(form, answers).map(({ of, flag }) => {
    const list = all(form.items).find(item => item.linkId === of)?.redFlag ?? form.scores?.find(scale => scale.id === of)?.redFlag ?? []
    return `${of}#${list.indexOf(flag) + 1}`
  })
}

test('there is something to test', () => {
  expect(forms.length).toBeGreaterThan(13)
  expect(cases.length).toBeGreaterThan(19)
})

describe.each(forms.map(form => [form.code, form] as const))('%s', (_, form) => {
  test('is done without an alarm by somebody who is well', () => {
    expect(missing(sections(form, wellOf(form)), wellOf(form), form)).toEqual([])
    expect(rules(form, wellOf(form))).toEqual([])
  })

  test('shows nothing that is hidden, and no column outside of its row', () => {
    const shown = sections(form, { ...wellOf(form), 'last.known': true }).flatMap(page => page.questions)
    expect(shown.filter(item => item.hidden)).toEqual([])
    const columns = new Set(shown.filter(repeatsInRows).flatMap(item => (item.item ?? []).map(column => column.linkId)))
    expect(shown.filter(item => columns.has(item.linkId))).toEqual([])
  })
})

test.each(cases)('$code raises what the server raises: $flags', one => {
  const form = forms.filter(f => f.code === one.code).sort((a, b) => Number(b.version) - Number(a.version))[0]!
  expect(rules(form, { ...wellOf(form), ...one.answers }).sort()).toEqual([...one.flags].sort())
})

test('a row that was begun says what it lacks, and an empty one nothing', () => {
  const form = forms.find(f => f.code === 'hypertension')!
  const lacks = (rows: unknown[]) => missing(sections(form, wellOf(form)), { ...wellOf(form), medicine: rows as Answers[] }, form).map(one => one.text)
  expect(lacks([{}])).toEqual([])
  expect(lacks([{ 'medicine.name': 'A', 'medicine.has': true, 'medicine.taking': 'AS_PLANNED' }])).toEqual([])
  expect(lacks([{ 'medicine.name': 'A' }])).toEqual(['Medicine by medicine 1: Has it at hand', 'Medicine by medicine 1: How it is taken'])
  expect(rowsOf('text')).toEqual([])
})

test('a form of two hundred questions with eighty conditions is laid out within a frame', () => {
  const items: Item[] = Array.from({ length: 200 }, (_, i) => ({
    linkId: `q${i}`, type: 'integer', text: `Q${i}`, ...(i % 5 < 2 && i > 0 ? { enableWhen: [{ question: `q${i - 1}`, operator: '>=' as const, answer: 0 }] } : {}),
  }))
  const form: Questionnaire = { code: 'big', version: 1, title: 'Big', items, scores: [{ id: 's', text: 'S', formula: `sum(${items.slice(0, 50).map(i => `'${i.linkId}'`).join(', ')})` }] }
  const answers = Object.fromEntries(items.map(item => [item.linkId, 1]))
  const began = performance.now()
  for (let i = 0; i < 20; i++) sections(form, answers)
  expect((performance.now() - began) / 20).toBeLessThan(16)
  expect(enabledIds(items, answers, form.scores!).size).toBe(200)
})
