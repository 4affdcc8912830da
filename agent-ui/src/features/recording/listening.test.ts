import { expect, test } from 'vitest'
import type { Moment } from '@/shared/api/schema-tape'
import { after, silences } from './silence'
import { stretch, threads } from './threads'

const peaks = (text: string) => ({ perSecond: 2, left: [...text].map(c => c === 'n' ? 90 : 1), right: [...text].map(c => c === 'p' ? 90 : 1) })

test('only where neither speaks for a while is skipped, and a little of each pause is left', () => {
  // half a second a sign: n speaks, p speaks, two seconds of nothing, then p
  expect(silences(peaks('nnpp....p'))).toEqual([{ from: 2.3, until: 3.7 }])
  expect(silences(peaks('n..n..p'))).toEqual([])
  expect(silences(peaks('n....'))).toEqual([{ from: 0.8, until: 2.2 }])
})

test('listening goes on behind the silence', () => {
  const all = silences(peaks('nnpp....p'))
  expect(after(2, all)).toBeNull()
  expect(after(2.5, all)).toBe(3.7)
  expect(after(3.7, all)).toBeNull()
})

const moment = (id: string, made: string, answers: string | null = null): Moment => ({ id, kind: 'COMMENT', atMs: 0, untilMs: null, said: id, answers, who: 'x', made })

test('an answer to an answer stays in its thread', () => {
  const all = [moment('a', '1'), moment('c', '3', 'b'), moment('b', '2', 'a'), moment('d', '4')]
  expect(threads(all).map(one => [one.first.id, ...one.answers.map(m => m.id)])).toEqual([['a', 'b', 'c'], ['d']])
})

test('a comment is about what was heard since she began to write it', () => {
  expect(stretch(5_000, 9_400)).toEqual({ atMs: 5_000, untilMs: 9_400 })
  expect(stretch(5_000, 5_300)).toEqual({ atMs: 5_000, untilMs: null })
  expect(stretch(5_000, 1_000)).toEqual({ atMs: 5_000, untilMs: null })
})
