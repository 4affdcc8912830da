import { expect, test } from 'vitest'
import type { CaptionLine } from '@/shared/api/schema-speech'
import { captions, catchUp, hearCaption, withLine } from './captions'

const line = (seq: number, text: string, done = false, fromMs = seq * 1000): CaptionLine => ({ seq, speaker: 'PATIENT', fromMs, text, done })

test('a later line of the same number replaces the earlier one, a finished one stays', () => {
  let lines = withLine([], line(1, 'i have'))
  lines = withLine(lines, line(1, 'i have chest pain', true))
  lines = withLine(lines, line(1, 'i have ch'))
  expect(lines.map(l => l.text)).toEqual(['i have chest pain'])
})

test('what turned out to be no words goes away', () => {
  expect(withLine([line(1, 'the')], line(1, '', true))).toEqual([])
})

test('lines stand in the order in which they were spoken', () => {
  const lines = [line(2, 'b', true, 500), line(1, 'a', true, 900)].reduce(withLine, [] as CaptionLine[])
  expect(lines.map(l => l.text)).toEqual(['b', 'a'])
})

test('another call begins with nothing, and what was missed is caught up without overwriting', () => {
  hearCaption({ call: 'one', ...line(1, 'old') })
  hearCaption({ call: 'two', ...line(5, 'fresh') })
  catchUp('two', [line(4, 'before', true), line(5, 'stale')])
  expect(captions.lines.map(l => l.text)).toEqual(['before', 'fresh'])
})
