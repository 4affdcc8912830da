import { expect, test } from 'vitest'
import type { Item } from '@/shared/api/schema'
import { choices, isScale, pickByDigit, toggled } from './picking'

const options = [{ code: 'a', display: 'A' }, { code: 'b', display: 'B' }]
const item = (more: Partial<Item>): Item => ({ linkId: 'q', type: 'choice', text: 'q', ...more })

test('number keys pick by place, yes is 1 and no is 2', () => {
  expect(pickByDigit(item({ answerOption: options }), '2', null)).toBe('b')
  expect(pickByDigit(item({ type: 'boolean' }), '1', null)).toBe(true)
  expect(pickByDigit(item({ type: 'boolean' }), '2', null)).toBe(false)
  expect(pickByDigit(item({ answerOption: options }), '3', null)).toBeUndefined()
  expect(pickByDigit(item({ type: 'text' }), '1', null)).toBeUndefined()
})

test('on a scale the key is the number', () => {
  const pain = item({ type: 'integer', min: 0, max: 10 })
  expect(isScale(pain)).toBe(true)
  expect(pickByDigit(pain, '0', null)).toBe(0)
  expect(choices(pain, '', '').map(c => c.value)).toHaveLength(11)
  expect(isScale(item({ type: 'integer', min: 30, max: 300 }))).toBe(false)
})

test('where several may be picked a key puts in and takes out', () => {
  const several = item({ answerOption: options, repeats: true })
  expect(pickByDigit(several, '1', ['b'])).toEqual(['b', 'a'])
  expect(pickByDigit(several, '2', ['b'])).toBeNull()
  expect(toggled(null, 'a')).toEqual(['a'])
})
