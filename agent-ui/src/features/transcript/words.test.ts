import { expect, test } from 'vitest'
import type { Utterance } from '@/shared/api/schema'
import { apart, currentWord, glue, pieces, shown } from './words'

const said = (fromMs: number, toMs: number, ...starts: number[]): Utterance =>
  ({ seq: fromMs, speaker: 'NURSE', fromMs, toMs, text: '', words: starts.map(s => ({ w: String(s), s, e: s + 50, c: 1 })) })

test('the word that began last is the current one, in a pause the one before it', () => {
  const talk = [said(0, 1000, 0, 400), said(2000, 3000, 2000)]
  expect(currentWord(talk, 100)?.word.w).toBe('0')
  expect(currentWord(talk, 450)?.word.w).toBe('400')
  expect(currentWord(talk, 900)?.word.w).toBe('400')
  expect(currentWord(talk, 1500)).toBeNull()
})

test('when two talk at once the later word wins', () => {
  expect(currentWord([said(0, 1000, 0), said(300, 900, 300)], 500)?.word.w).toBe('300')
})

test('Chinese loses its blanks, English keeps them', () => {
  expect(glue('您 好 吗 how are you')).toBe('您好吗 how are you')
})

test('marks cut a text in pieces, overlapping ones are dropped', () => {
  expect(pieces('still some pain', [[11, 15], [6, 10], [7, 9]])).toEqual([
    { text: 'still ', marked: false }, { text: 'some', marked: true }, { text: ' ', marked: false }, { text: 'pain', marked: true },
  ])
})

test('a number stands as one writes it, with what was said beside it', () => {
  const words = ['体温', '三', '十', '八', '度', '五', '了'].map((w, i) => ({ w, s: i, e: i + 1, c: 1 }))
  const out = shown({ seq: 0, speaker: 'PATIENT', fromMs: 0, toMs: 9, text: '', words, written: [{ from: 1, to: 6, text: '38.5 ℃' }] })
  expect(out.map(o => o.text)).toEqual(['体温', '38.5 ℃', '了'])
  expect(out[1]!.spoken).toBe('三十八度五')
  expect(out[1]!.words).toHaveLength(5)
})

test('what others do not read is marked', () => {
  const words = ['call', 'one', 'two'].map((w, i) => ({ w, s: i, e: i + 1, c: 1 }))
  const out = shown({ seq: 0, speaker: 'PATIENT', fromMs: 0, toMs: 9, text: '', words, secrets: [{ kind: 'PHONE', from: 1, to: 3 }] })
  expect(out.map(o => o.secret)).toEqual([null, 'PHONE', 'PHONE'])
})

test('Chinese stands together, a number and a Latin word stand apart', () => {
  expect([apart('体温', '了'), apart('38.5 ℃', '了'), apart('how', 'are')]).toEqual([false, true, true])
})
