import { expect, test } from 'vitest'
import type { Utterance } from '@/shared/api/schema'
import { currentWord, glue, pieces } from './words'

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
