import { expect, test } from 'vitest'
import type { VocabularyUse, VocabularyWord } from '@/shared/api/schema-speech'
import { deafTo, languageOf, withPasted } from './vocabulary'

const word = (text: string): VocabularyWord => ({ sort: 'MEDICINE', language: languageOf(text), text })

test('a pasted list brings each term once, in its language', () => {
  expect(withPasted([word('Aspirin')], ' 阿司匹林、aspirin\nDr.  Brooks\n\n,阿司匹林', 'PERSON')).toEqual([
    word('Aspirin'), { sort: 'PERSON', language: 'zh', text: '阿司匹林' }, { sort: 'PERSON', language: 'en', text: 'Dr. Brooks' },
  ])
})

test('who cannot hear a term is named, and only among those of its language', () => {
  const uses: VocabularyUse[] = [
    { name: 'demo-en', model: 'demo-en', language: 'en', means: 'GRAPH', unknown: ['Atorvastatin'], left: [] },
    { name: 'whisper', model: 'large-v3', language: 'en', means: 'PROMPT', unknown: [], left: ['Metformin'] },
    { name: 'demo-zh', model: 'demo-zh', language: 'zh', means: 'GRAPH', unknown: ['Atorvastatin'], left: [] },
  ]
  expect(deafTo(word('Atorvastatin'), uses)).toEqual([{ name: 'demo-en', why: 'unknown' }])
  expect(deafTo(word('Metformin'), uses)).toEqual([{ name: 'whisper', why: 'left' }])
  expect(deafTo(word('Aspirin'), uses)).toEqual([])
})
