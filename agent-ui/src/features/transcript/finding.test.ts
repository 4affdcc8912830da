import { expect, test } from 'vitest'
import type { Written } from '@/shared/api/schema'
import { foundIn } from './finding'
import { shown } from './words'

const parts = (said: string, ...written: Written[]) =>
  shown({ seq: 0, speaker: 'PATIENT', fromMs: 0, toMs: 9, text: '', words: said.split(' ').map((w, i) => ({ w, s: i, e: i + 1, c: 1 })), written })

test('words that stand together are found, also while the last of them is being typed', () => {
  expect(foundIn(parts('I have some pain and some pai'), 'some  PAI')).toEqual([{ from: 2, to: 4 }, { from: 5, to: 7 }])
  expect(foundIn(parts('no pain'), 'pain no')).toEqual([])
})

test('Chinese is found wherever the recogniser cut it, with blanks or without', () => {
  expect(foundIn(parts('我 有点 胸口 痛'), '口痛')).toEqual([{ from: 2, to: 4 }])
  expect(foundIn(parts('我 有点 胸口 痛'), '胸 口')).toEqual([{ from: 2, to: 3 }])
})

test('a number is found as it is written and as it was spoken, each once', () => {
  const sentence = parts('体温 三 十 八 度 五 了', { from: 1, to: 6, text: '38.5 ℃' })
  expect(foundIn(sentence, '38.5')).toEqual([{ from: 1, to: 2 }])
  expect(foundIn(sentence, '八度五')).toEqual([{ from: 1, to: 2 }])
  expect(foundIn(sentence, '体温')).toEqual([{ from: 0, to: 1 }])
})

test('nothing is found before anything is typed', () => {
  expect(foundIn(parts('no pain'), '  ')).toEqual([])
})
