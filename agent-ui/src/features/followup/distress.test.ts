import { expect, test } from 'vitest'
import type { Item } from '@/shared/api/schema'
import { screening, worries } from './distress'

const form = (...ids: string[]): Item[] => [{ linkId: 'g', type: 'group', text: '', item: ids.map(linkId => ({ linkId, type: 'boolean', text: '' })) }]

test('what sounds like distress or suicide asks for the screening, a chest pain does not', () => {
  expect([worries({ kind: 'DISTRESS', words: 'hopeless' }), worries({ kind: 'RED_FLAG', words: '不想活' }), worries({ kind: 'RED_FLAG', words: 'chest pain' })]).toEqual([true, true, false])
})

test('the screening opens where the form has it, with the question that fits what was said', () => {
  const full = form('distress', 'phq.1', 'harm')
  expect(screening(full, { words: 'hopeless' })).toEqual({ opens: 'distress', asks: 'phq.1' })
  expect(screening(full, { words: 'want to die' })).toEqual({ opens: 'distress', asks: 'harm' })
  expect(screening(form('phq.1', 'phq.2'), { words: 'want to die' })).toEqual({ opens: null, asks: 'phq.1' })
  expect(screening(form('pain'), { words: 'want to die' })).toBeNull()
})
