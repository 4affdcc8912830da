import { describe, expect, test } from 'vitest'
import type { Doc, DocItem } from '@/shared/api/schema'
import { before, comparable, contentment, copied, dependents, freeId, inLanguage, inserted, itemAt, moved, newItem, placeOf, removed, renamed, replaced, retyped, rows } from './document'

const item = (linkId: string, more: Partial<DocItem> = {}): DocItem => ({ linkId, type: 'boolean', text: { zh: `${linkId}中`, en: linkId }, ...more })
const doc = (...items: DocItem[]): Doc => ({ title: { zh: '题', en: 'Form' }, item: items })
const ids = (one: Doc) => rows(one.item).map(row => `${'.'.repeat(row.depth)}${row.item.linkId}`)
const form = doc(item('a'), item('g', { type: 'group', item: [item('b'), item('c', { enableWhen: [{ question: 'a', operator: '=', answer: true }] })] }), item('d', { type: 'integer' }))

describe('an item', () => {
  test('is put in, replaced and taken out without touching the others', () => {
    const more = inserted(form, [1, 1], item('x'))
    expect(ids(more)).toEqual(['a', 'g', '.b', '.x', '.c', 'd'])
    expect(ids(removed(more, [1, 1]))).toEqual(ids(form))
    expect(itemAt(replaced(form, [1, 0], item('y')), [1, 0])?.linkId).toBe('y')
    expect(ids(form)).toEqual(['a', 'g', '.b', '.c', 'd'])
  })

  test('moves among its siblings, out of its group and into the one before it', () => {
    expect(ids(moved(form, [1], 'up')!.doc)).toEqual(['g', '.b', '.c', 'a', 'd'])
    expect(moved(form, [0], 'up')).toBeNull()
    const out = moved(form, [1, 1], 'out')!
    expect(ids(out.doc)).toEqual(['a', 'g', '.b', 'c', 'd'])
    expect(itemAt(out.doc, out.path)?.linkId).toBe('c')
    const inside = moved(form, [2], 'in')!
    expect(ids(inside.doc)).toEqual(['a', 'g', '.b', '.c', '.d'])
    expect(inside.path).toEqual([1, 2])
    expect(moved(form, [0], 'in')).toBeNull()
    expect(moved(form, [0], 'out')).toBeNull()
  })

  test('gets an id that nothing has, a score neither', () => {
    expect(freeId(form, 'a')).toBe('a-2')
    expect(freeId({ ...form, score: [{ id: 's', text: { zh: '', en: '' }, formula: '' }] }, 's')).toBe('s-2')
    expect(newItem(doc(item('question')), 'choice').linkId).toBe('question-2')
  })

  test('keeps what refers to it when its id changes', () => {
    const scored: Doc = { ...form, score: [{ id: 's', text: { zh: '', en: '' }, formula: 'sum(\'d\', \'a\')' }] }
    const now = renamed(renamed(scored, [0], 'first'), [2], 'last')
    expect(itemAt(now, [1, 1])?.enableWhen?.[0]?.question).toBe('first')
    expect(now.score?.[0]?.formula).toBe('sum(\'last\', \'first\')')
    expect(dependents(now, 'first')).toEqual(['c', 's'])
  })

  test('that has its id twice is renamed alone', () => {
    const twice = doc(item('a'), item('a'), item('c', { enableWhen: [{ question: 'a', operator: '=', answer: true }] }))
    expect(itemAt(renamed(twice, [1], 'b'), [2])?.enableWhen?.[0]?.question).toBe('a')
  })

  test('is copied with new ids, and its parts speak of their own copies', () => {
    const group = item('g2', { type: 'group', item: [item('p'), item('q', { enableWhen: [{ question: 'p', operator: '=', answer: true }, { question: 'a', operator: '=', answer: true }] })] })
    const copy = copied(doc(item('a'), group), group)
    expect([copy.linkId, ...copy.item!.map(one => one.linkId)]).toEqual(['g2-2', 'p-2', 'q-2'])
    expect(copy.item![1]!.enableWhen!.map(when => when.question)).toEqual(['p-2', 'a'])
  })

  test('of another kind loses what that kind cannot have and keeps the rest', () => {
    const choice = item('x', { type: 'choice', repeats: true, required: true, answerOption: [{ code: 'A', display: { zh: '', en: '' } }], redFlag: [{ when: { operator: '=', answer: 'A' }, text: { zh: '', en: '' } }], somethingElse: 1 })
    expect(retyped(choice, 'integer')).toEqual({ linkId: 'x', type: 'integer', text: choice.text, required: true, somethingElse: 1 })
    expect(retyped(item('y'), 'choice').answerOption).toHaveLength(2)
    expect(retyped(item('z', { required: true, gate: true }), 'display')).toEqual({ linkId: 'z', type: 'display', text: item('z').text })
  })
})

test('only questions before an item can decide whether it is asked', () => {
  expect(before(form, [2]).map(one => one.linkId)).toEqual(['a', 'b', 'c'])
  expect(before(form, [0])).toEqual([])
})

test('a fault is found by its id, or by its place where there is none', () => {
  const nameless = doc(item('a'), item('g', { type: 'group', item: [item(''), item('b')] }))
  expect(placeOf(nameless, { item: 'b' })).toEqual([1, 1])
  expect(placeOf(nameless, { item: 'g/item[0]' })).toEqual([1, 0])
  expect(placeOf(nameless, { item: 'questionnaire/item[1]' })).toEqual([1])
  expect(placeOf(nameless, { item: 'questionnaire' })).toBeNull()
})

test('in one language every text is a text, and nothing else changes', () => {
  const one = inLanguage({ ...form, name: 'x', item: [item('a', { type: 'choice', say: { zh: '问', en: 'Ask' }, answerOption: [{ code: 'A', display: { zh: '甲', en: 'A!' }, score: 2 }] })] }, 'zh')
  expect(one.title).toBe('题')
  expect(one.items[0]).toEqual({ linkId: 'a', type: 'choice', text: 'a中', say: '问', answerOption: [{ code: 'A', display: '甲', score: 2 }] })
})

test('a threshold of his own and last time’s answer follow a new id, and stop what they need from going unseen', () => {
  const doc: Doc = {
    name: 'x', title: { zh: '', en: '' }, item: [
      item('limit', { type: 'decimal', hidden: true, initialFrom: 'limit.x' }),
      item('weight', { type: 'decimal', redFlag: [{ when: { operator: '>', answer: 80 }, text: { zh: '', en: '' }, own: 'limit' }] }),
      item('before', { type: 'decimal', hidden: true, initialFrom: 'answer.weight' }),
    ],
    score: [{ id: 's', text: { zh: '', en: '' }, formula: "'weight'", redFlag: [{ when: { operator: '>', answer: 80 }, text: { zh: '', en: '' }, own: 'limit' }] }],
  }
  expect(dependents(doc, 'limit')).toEqual(['weight', 's'])
  expect(dependents(doc, 'weight')).toEqual(['before', 's'])
  const other = renamed(doc, [0], 'mine')
  expect([other.item[1]!.redFlag![0]!.own, other.score![0]!.redFlag![0]!.own]).toEqual(['mine', 'mine'])
  expect(renamed(doc, [1], 'kg').item[2]!.initialFrom).toBe('answer.kg')
})

test('a list of numbers stays one among numbers, and several options are none', () => {
  expect(retyped(item('x', { type: 'integer', repeats: true }), 'decimal').repeats).toBe(true)
  expect(retyped(item('x', { type: 'choice', repeats: true, answerOption: [] }), 'text').repeats).toBeUndefined()
  expect(retyped(item('x', { type: 'decimal', initialFrom: 'patient.age' }), 'boolean').initialFrom).toBeUndefined()
})

describe('two wordings are compared', () => {
  const option = (code: string, score?: number) => ({ code, display: { zh: code, en: code }, ...(score === undefined ? {} : { score }) })
  const kinds = (...items: DocItem[]) => comparable(doc(...items), 'en').map(one => `${one.id}:${one.kind}`)

  test('by numbers, quantities and choices whose options all count, asked once', () => {
    expect(kinds(item('n', { type: 'integer' }), item('q', { type: 'quantity' }), item('s', { type: 'choice', answerOption: [option('1', 1), option('2', 2)] }))).toEqual(['n:number', 'q:number', 's:number'])
    expect(kinds(item('half', { type: 'choice', answerOption: [option('1', 1), option('2')] }), item('none', { type: 'choice', answerOption: [] }), item('list', { type: 'decimal', repeats: true }), item('t', { type: 'text' }))).toEqual([])
    expect(kinds(item('rows', { type: 'group', repeats: true, item: [item('dose', { type: 'decimal' })] }), item('g', { type: 'group', item: [item('n', { type: 'integer' })] }))).toEqual(['n:number'])
  })

  test('by complaints: yes-or-no questions, and answers that are called back as a complaint', () => {
    const flag = (callBack?: string) => [{ when: { operator: '=' as const, answer: '1' }, level: 'ROUTINE' as const, text: { zh: '', en: '' }, ...(callBack ? { callBack } : {}) }]
    expect(kinds(item('b'))).toEqual(['b:complaint'])
    expect(kinds(item('c', { type: 'choice', answerOption: [option('1'), option('2')], redFlag: flag('complaint') }), item('d', { type: 'choice', answerOption: [option('1')], redFlag: flag() }))).toEqual(['c:complaint'])
    expect(kinds(item('s', { type: 'choice', answerOption: [option('1', 1)], redFlag: flag('complaint') }))).toEqual(['s:number', 's:complaint'])
  })

  test('by satisfaction in each shipped call that asks for it', () => {
    const shipped = import.meta.glob<Doc>('../../../../src/main/resources/questionnaires/*.json', { eager: true, import: 'default' })
    const newest = Object.entries(shipped).filter(([path]) => !shipped[path.replace(/v(\d+)\.json$/, (_, n) => `v${Number(n) + 1}.json`)]).map(([, one]) => one)
    const asked = newest.filter(one => rows(one.item).some(row => row.item.linkId === 'satisfaction'))
    expect(asked.length).toBeGreaterThanOrEqual(11)
    for (const one of asked) expect(comparable(one, 'en').find(of => contentment.includes(of.id)), one.name).toMatchObject({ kind: 'number' })
    expect(comparable(newest.find(one => one.name === 'satisfaction')!, 'en').filter(of => of.kind === 'complaint' && of.id === 'complaint' || of.id === 'csat').map(of => of.id)).toEqual(['complaint', 'csat'])
  })
})
