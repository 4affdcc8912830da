import { expect, test } from 'vitest'
import { blankWorklist, changes, listState, merge, toDays, withValue } from './settings'

const base = { ...blankWorklist(), name: '肺炎', crew: ['a', 'b'] }

test('changes name the fields and do not mind the order of a crew', () => {
  expect(changes(base, { ...base, crew: ['b', 'a'] })).toEqual([])
  expect(changes(base, withValue({ ...base, ringSeconds: 30 }, 'feed.minAge', 60))).toEqual(['feed.minAge', 'ringSeconds'])
})

test('what only one of two people changed stands', () => {
  const { draft, conflicts } = merge(base, { ...base, ringSeconds: 30 }, { ...base, maxAttempts: 3 })
  expect([draft.ringSeconds, draft.maxAttempts, conflicts]).toEqual([30, 3, []])
})

test('what both changed differently is asked, and mine stands until then', () => {
  const { draft, conflicts } = merge(base, { ...base, name: '我的' }, { ...base, name: '对方的' })
  expect([draft.name, conflicts]).toEqual(['我的', ['name']])
  expect(merge(base, { ...base, name: '同' }, { ...base, name: '同' }).conflicts).toEqual([])
})

test('a paused list is paused also when it would be open', () => {
  expect([listState({ paused: true, openNow: true }), listState({ openNow: true }), listState({ paused: false, openNow: false })]).toEqual(['paused', 'open', 'closed'])
})

test('days after discharge are read as people write them, ascending and each once', () => {
  expect([toDays('30、7 90'), toDays('7, 7,30'), toDays(' '), toDays('-')]).toEqual([[7, 30, 90], [7, 30], [], []])
})
