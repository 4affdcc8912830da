import { expect, test } from 'vitest'
import type { Utterance } from '@/shared/api/schema'
import { answersOf, passageOf, wordsIn } from './heard'

const at = (fromMs: number, toMs = fromMs) => ({ fromMs, toMs })
const says = (seq: number, fromMs: number, toMs: number, ...words: [string, number][]): Utterance =>
  ({ seq, speaker: 'PATIENT', fromMs, toMs, text: '', words: words.map(([w, s]) => ({ w, s, e: s + 300, c: 1 })) })

test('an answer comes from after the answer before it, at most twelve seconds back', () => {
  expect(passageOf('b', { a: at(50_000), b: at(55_000) }, [])).toEqual({ fromMs: 50_000, toMs: 57_500 })
  expect(passageOf('b', { a: at(10_000), b: at(55_000) }, [])).toEqual({ fromMs: 43_000, toMs: 57_500 })
  expect(passageOf('a', { a: at(4_000) }, [])).toEqual({ fromMs: 0, toMs: 6_500 })
})

test('one that follows at once has its few seconds too', () => {
  expect(passageOf('b', { a: at(55_000), b: at(55_200) }, [])).toEqual({ fromMs: 52_200, toMs: 57_700 })
})

test('what is typed sounds until its last change', () => {
  expect(passageOf('b', { b: at(30_000, 42_000) }, [])).toEqual({ fromMs: 18_000, toMs: 44_500 })
})

test('a passage does not begin in the middle of a sentence, nor further back than it may', () => {
  expect(passageOf('b', { a: at(50_000), b: at(55_000) }, [says(1, 48_500, 52_000)])?.fromMs).toBe(48_500)
  expect(passageOf('b', { a: at(50_000), b: at(55_000) }, [says(1, 20_000, 52_000)])?.fromMs).toBe(43_000)
})

test('what was written down after the talk has no passage', () => {
  expect(passageOf('c', { a: at(1) }, [])).toBeNull()
})

test('of a long sentence only the words of these seconds are shown', () => {
  const found = wordsIn([says(1, 0, 9_000, ['it', 1_000], ['hurts', 4_800], ['here', 5_500], ['now', 8_000]), says(2, 20_000, 21_000, ['yes', 20_100])], { fromMs: 5_000, toMs: 6_000 })
  expect(found.map(one => one.words.map(word => word.w))).toEqual([['hurts', 'here']])
})

test('a sentence leads to the answer written down next, what is said right after to the one just written', () => {
  const talk = [says(1, 1_000, 3_000), says(2, 41_000, 43_000), says(3, 46_000, 48_000), says(4, 50_500, 51_000), says(5, 57_000, 57_900), says(6, 90_000, 91_000)]
  expect([...answersOf({ b: at(56_000), a: at(50_000) }, talk)]).toEqual([[2, 'a'], [3, 'a'], [4, 'b'], [5, 'b']])
})
