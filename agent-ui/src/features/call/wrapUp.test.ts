import { expect, test } from 'vitest'
import { wrapUpAt } from './wrapUp'

const endedAt = '2026-11-22T10:00:00Z'
const at = (seconds: number, extended = 0) => wrapUpAt(endedAt, Date.parse(endedAt) + seconds * 1000, extended)

test('a wrap-up runs against its target, and each extension moves the target by a minute', () => {
  expect(at(30)).toEqual({ left: 90_000, share: 0.25, over: false })
  expect(at(150)).toEqual({ left: 30_000, share: 1, over: true })
  expect(at(150, 1)).toMatchObject({ left: 30_000, over: false })
})

test('a list has its own target', () => {
  expect(wrapUpAt(endedAt, Date.parse(endedAt) + 45_000, 0, 60_000)).toEqual({ left: 15_000, share: 0.75, over: false })
})

test('a server clock that is ahead of ours begins at nothing', () => {
  expect(at(-5)).toEqual({ left: 120_000, share: 0, over: false })
})
