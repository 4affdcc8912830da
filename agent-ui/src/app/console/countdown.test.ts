import { expect, test } from 'vitest'
import { tick } from './countdown'

test('a preview is due once, when its last second is gone', () => {
  expect([tick(2, false), tick(1, false), tick(0, false)]).toEqual([{ left: 1, due: false }, { left: 0, due: true }, { left: 0, due: false }])
})

test('nothing is dialed while it is held', () => {
  expect(tick(1, true)).toEqual({ left: 1, due: false })
})
