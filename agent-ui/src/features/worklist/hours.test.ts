import { expect, test } from 'vitest'
import { paint, readSpans, readTime, tidy, toHours, toWeek, weekMinutes, writeSpans } from './hours'

const span = (from: number, until: number) => ({ from: from * 60, until: until * 60 })

test('times are read the way people write them', () => {
  expect([readTime('9'), readTime('9:30'), readTime('0930'), readTime('14：05'), readTime('24:00')]).toEqual([540, 570, 570, 845, 1440])
  expect([readTime('24:01'), readTime('9:75'), readTime('noon'), readTime('')]).toEqual([null, null, null, null])
})

test('several spans a day are read, put in order and joined where they touch', () => {
  expect(readSpans('14-18，9:00–12:00')).toEqual({ spans: [span(9, 12), span(14, 18)], problem: null })
  expect(readSpans('9 至 12、12-13').spans).toEqual([span(9, 13)])
  expect(readSpans('  ').spans).toEqual([])
})

test('a span that is no time or ends before it begins is named', () => {
  expect(readSpans('9-12, 25-26')).toMatchObject({ problem: 'time', at: '25-26' })
  expect(readSpans('18-14')).toMatchObject({ problem: 'order', at: '18-14' })
  expect(readSpans('9-12-14')).toMatchObject({ problem: 'time' })
})

test('cutting out lunch leaves the morning and the afternoon', () => {
  expect(paint([span(9, 18)], span(12, 14), false)).toEqual([span(9, 12), span(14, 18)])
  expect(paint([span(9, 12)], span(12, 14), false)).toEqual([span(9, 12)])
  expect(paint([span(12, 13)], span(12, 14), false)).toEqual([])
})

test('painting joins what it touches', () => {
  expect(paint([span(9, 12), span(14, 18)], span(12, 14), true)).toEqual([span(9, 18)])
  expect(tidy([span(9, 12), span(10, 11)])).toEqual([span(9, 12)])
})

test('a week comes back from the wire as it went', () => {
  const hours = [{ weekday: 1, from: '09:00', until: '12:00' }, { weekday: 1, from: '14:00', until: '18:30' }, { weekday: 7, from: '10:00', until: '11:00' }]
  expect(toHours(toWeek(hours))).toEqual(hours)
  expect(toHours(toWeek([{ weekday: 2, from: '09:00:00', until: '12:00:00' }]))).toEqual([{ weekday: 2, from: '09:00', until: '12:00' }])
  expect(weekMinutes(toWeek(hours))).toBe((3 + 4.5 + 1) * 60)
  expect(writeSpans(toWeek(hours)[0]!)).toBe('09:00–12:00, 14:00–18:30')
})
