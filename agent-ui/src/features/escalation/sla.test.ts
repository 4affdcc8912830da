import { describe, expect, it } from 'vitest'
import { answerIn, inTime, slaOf, span } from './sla'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 2, minute)).toISOString()
const row = { state: 'RAISED' as const, raisedAt: at(0), dueAt: at(40), closedAt: null }
const now = (minute: number) => Date.parse(at(minute))

describe('the deadline of an alert', () => {
  it('is near in the last quarter of its time and over at its minute', () => {
    expect(slaOf(row, now(29))).toBe('fine')
    expect(slaOf(row, now(30))).toBe('soon')
    expect(slaOf(row, now(40) - 1)).toBe('soon')
    expect(slaOf(row, now(40))).toBe('over')
  })
  it('is kept or missed for good once it is closed', () => {
    expect(slaOf({ ...row, state: 'CLOSED', closedAt: at(40) }, now(90))).toBe('done')
    expect(slaOf({ ...row, state: 'CLOSED', closedAt: at(41) }, now(90))).toBe('late')
    expect(slaOf({ ...row, state: 'WITHDRAWN' }, now(90))).toBe('done')
  })
  it('is told in hours, and in days where there are some', () => {
    expect(span(3_723_000, 'd')).toBe('01:02:03')
    expect(span(-90_061_000, 'd')).toBe('1 d 01:01:01')
  })
})

describe('an answer', () => {
  it('is told in words', () => {
    expect(answerIn({ answer: true, answerText: null }, 'yes', 'no')).toBe('yes')
    expect(answerIn({ answer: 8, answerText: null }, 'yes', 'no')).toBe('8')
    expect(answerIn({ answer: 'WORSE', answerText: 'Worse' }, 'yes', 'no')).toBe('Worse')
  })
})

it('says nothing of punctuality while nothing is closed', () => {
  const none = { found: 3, acknowledged: 1, closed: 0, closedInTime: 0, calledBack: 0, climbed: 0 }
  expect(inTime(none)).toBeNull()
  expect(inTime({ ...none, closed: 4, closedInTime: 3 })).toBe(0.75)
})
