import { describe, expect, test } from 'vitest'
import type { Answers, Item, Questionnaire } from '@/shared/api/schema'
import { enabledIds, fulfils, missing, raisedFlags, redFlags, scoresOf, sections } from './questionnaire'

const item = (linkId: string, more: Partial<Item> = {}): Item => ({ linkId, type: 'boolean', text: linkId, ...more })
const form = (...items: Item[]): Questionnaire => ({ code: 'q', version: 1, title: 'Q', items })
const ids = (items: Item[], answers: Answers) => [...enabledIds(items, answers)]

describe('a condition', () => {
  test('compares numbers as numbers, dates and codes as text', () => {
    expect(fulfils(10, '>', 9)).toBe(true)
    expect(fulfils(10, '>', '9')).toBe(true)
    expect(fulfils('2026-02-10', '<', '2026-11-02')).toBe(true)
    expect(fulfils('worse', '=', 'worse')).toBe(true)
    expect(fulfils(7, '>=', 7)).toBe(true)
    expect(fulfils(7, '<=', 6)).toBe(false)
  })

  test('of a list holds when one of its values does', () => {
    expect(fulfils(['fever', 'cough'], '=', 'cough')).toBe(true)
    expect(fulfils(['fever', 'cough'], '!=', 'cough')).toBe(false)
  })

  test('without an answer nothing is equal, and so everything is unequal', () => {
    expect(fulfils(undefined, '=', true)).toBe(false)
    expect(fulfils(undefined, '!=', true)).toBe(true)
    expect(fulfils(undefined, '>', 1)).toBe(false)
  })

  test('false and zero are answers, a blank text and an empty list are not', () => {
    expect(fulfils(false, 'exists', true)).toBe(true)
    expect(fulfils(0, 'exists', true)).toBe(true)
    expect(fulfils('  ', 'exists', true)).toBe(false)
    expect(fulfils([], 'exists', false)).toBe(true)
  })
})

describe('skip logic', () => {
  const pain = item('pain', { type: 'integer' })
  const where = item('where', { type: 'text', enableWhen: [{ question: 'pain', operator: '>', answer: 3 }] })
  const since = item('since', { type: 'date', enableWhen: [{ question: 'where', operator: 'exists', answer: true }] })

  test('opens and closes with the answer before', () => {
    expect(ids([pain, where], {})).toEqual(['pain'])
    expect(ids([pain, where], { pain: 4 })).toEqual(['pain', 'where'])
  })

  test('an answer to a question that is no longer asked does not count', () => {
    expect(ids([pain, where, since], { pain: 1, where: 'knee' })).toEqual(['pain'])
  })

  test('a closed group closes what is in it', () => {
    const group = item('g', { type: 'group', enableWhen: [{ question: 'pain', operator: '>', answer: 3 }], item: [item('inner')] })
    expect(ids([pain, group], { pain: 0 })).toEqual(['pain'])
    expect(ids([pain, group], { pain: 9 })).toEqual(['pain', 'g', 'inner'])
  })

  test('any and all are told apart', () => {
    const when = [{ question: 'a', operator: '=' as const, answer: true }, { question: 'b', operator: '=' as const, answer: true }]
    const both = item('both', { enableWhen: when, enableBehavior: 'all' })
    const either = item('either', { enableWhen: when, enableBehavior: 'any' })
    expect(ids([item('a'), item('b'), both, either], { a: true })).toEqual(['a', 'b', 'either'])
  })
})

test('groups become pages, loose questions share one, empty pages are left out', () => {
  const pages = sections(form(
    item('l1'), item('l2'),
    item('g1', { type: 'group', item: [item('g1.1')] }),
    item('g2', { type: 'group', item: [item('g2.1', { enableWhen: [{ question: 'l1', operator: '=', answer: true }] })] }),
  ), {})
  expect(pages.map(p => p.questions.map(q => q.linkId))).toEqual([['l1', 'l2'], ['g1.1']])
})

test('only required questions that are asked can be missing', () => {
  const pages = sections(form(
    item('a', { required: true }),
    item('b', { required: true, enableWhen: [{ question: 'a', operator: '=', answer: true }] }),
    item('c'),
  ), { a: false })
  expect(missing(pages, { a: false })).toEqual([])
  expect(missing(pages, {}).map(m => m.linkId)).toEqual(['a'])
})

test('a red flag speaks only when its answer is given', () => {
  const q = item('pain', { type: 'integer', redFlag: [{ when: { operator: '>=', answer: 7 }, text: 'tell the doctor' }] })
  expect(redFlags(q, undefined)).toEqual([])
  expect(redFlags(q, 6)).toEqual([])
  expect(redFlags(q, 8).map(flag => flag.text)).toEqual(['tell the doctor'])
})

describe('a score', () => {
  const option = (code: string, score: number) => ({ code, display: code, score })
  const how = { type: 'choice' as const, answerOption: [option('NO', 0), option('SOME', 1), option('MUCH', 3)] }
  const short = { id: 'short', text: 'Short', formula: 'sum(\'a\', \'b\')', band: [{ from: 0, text: 'fine' }, { from: 3, text: 'low' }] }
  const long = { id: 'long', text: 'Long', formula: '\'short\' + \'c\'', redFlag: [{ when: { operator: '>=' as const, answer: 6 }, level: 'URGENT' as const, text: 'see a doctor' }] }
  const asked: Questionnaire = {
    ...form(item('a', how), item('b', how), item('c', { ...how, enableWhen: [{ question: 'short', operator: '>=', answer: 3 }] })),
    scores: [short, long],
  }
  const values = (answers: Answers) => scoresOf(asked, answers).map(one => [one.scale.id, one.value, one.band])

  test('is known when all that goes into it is, and has the band it reached', () => {
    expect(values({ a: 'SOME' })).toEqual([])
    expect(values({ a: 'SOME', b: 'SOME' })).toEqual([['short', 2, 'fine']])
    expect(values({ a: 'MUCH', b: 'NO' })).toEqual([['short', 3, 'low']])
    expect(values({ a: 'MUCH', b: 'SOME', c: 'MUCH' })).toEqual([['short', 4, 'low'], ['long', 7, null]])
  })

  test('opens the questions that depend on it, and counts none that it does not', () => {
    const open = (answers: Answers) => enabledIds(asked.items, answers, asked.scores ?? []).has('c')
    expect(open({ a: 'SOME', b: 'SOME' })).toBe(false)
    expect(open({ a: 'MUCH', b: 'NO' })).toBe(true)
    expect(values({ a: 'SOME', b: 'SOME', c: 'MUCH' })).toEqual([['short', 2, 'fine']])
  })

  test('raises its own red flags', () => {
    expect(raisedFlags(asked, { a: 'MUCH', b: 'NO', c: 'MUCH' }).map(one => [one.of, one.value])).toEqual([['long', 6]])
    expect(raisedFlags(asked, { a: 'MUCH', b: 'NO', c: 'SOME' })).toEqual([])
  })
})
