import { expect, test } from 'vitest'
import { hashOf, isToPlay, playedFrom, secondOf } from './deepLink'

test('a deep link points at a second and comes back', () => {
  expect(secondOf('#t=83.2')).toBe(83.2)
  expect(secondOf('#t=7')).toBe(7)
  expect(secondOf('#top')).toBeNull()
  expect(secondOf(hashOf(83_210))).toBe(83.2)
})

test('what a click leads to plays once; a reload, a way back and a sent link are silent', () => {
  history.replaceState({ position: 3 }, '')
  expect(isToPlay()).toBe(false)
  const { state } = playedFrom('r1', 83_200) as { state: object }
  history.replaceState({ ...state, position: 4 }, '')
  expect(isToPlay()).toBe(true)
  expect(isToPlay()).toBe(false)
  expect(history.state).toMatchObject({ position: 4 })
})
