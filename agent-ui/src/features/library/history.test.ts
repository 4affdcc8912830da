import { expect, test } from 'vitest'
import { begun, done, redone, undone } from './history'

test('letters typed in one go are one step, a pause or another field begins the next', () => {
  let at = begun('')
  for (const [i, text] of ['a', 'ab', 'abc'].entries()) at = done(at, text, 'text', i * 200)
  expect(undone(at).now).toBe('')
  at = done(at, 'abcd', 'text', 10_000)
  expect(undone(at).now).toBe('abc')
  at = done(at, 'x', 'say', 10_100)
  expect(undone(at).now).toBe('abcd')
})

test('what was taken back can be done again until something else is done', () => {
  const two = done(done(begun(1), 2, null, 0), 3, null, 1)
  const back = undone(undone(two))
  expect(back.now).toBe(1)
  expect(redone(redone(back)).now).toBe(3)
  expect(redone(done(back, 9, null, 2)).now).toBe(9)
  expect(undone(back)).toEqual(back)
})

test('a deletion is a step of its own however fast', () => {
  const at = done(done(begun('abc'), 'ab', 'text', 0), '', null, 1)
  expect(undone(at).now).toBe('ab')
})
