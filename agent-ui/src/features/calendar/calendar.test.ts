import { expect, test } from 'vitest'
import { changesOf, readCalendar, readDay, runs, shift, weekdayOf, weeksOf, withDay, writeCalendar } from './calendar'

test('a month begins on its weekday, and a leap February has 29 days', () => {
  expect(weeksOf(2027, 1)[0]).toEqual([null, null, null, null, '2027-01-01', '2027-01-02', '2027-01-03'])
  expect(weeksOf(2028, 2).flat().filter(Boolean)).toHaveLength(29)
  expect(weekdayOf('2027-01-01')).toBe(5)
  expect([shift('2027-12-31', 1), shift('2028-03-01', -1)]).toEqual(['2028-01-01', '2028-02-29'])
})

test('days are read as offices write them, and none that does not exist', () => {
  expect(['2027-1-1', '2027/01/01', '20270101', '2027年1月1日'].map(readDay)).toEqual(Array(4).fill('2027-01-01'))
  expect(['2027-02-29', '2027-13-01', '1月1日', ''].map(readDay)).toEqual([null, null, null, null])
})

test('a pasted calendar is read with or without titles, by comma or tab', () => {
  const { days, problems } = readCalendar('日期,类型,名称\n2027-01-01,休,元旦\n2027/2/14\t班\t春节调休\n', 2027)
  expect(problems).toEqual([])
  expect(days).toEqual([{ day: '2027-01-01', kind: 'HOLIDAY', name: '元旦' }, { day: '2027-02-14', kind: 'WORKING', name: '春节调休' }])
})

test('each line that cannot be read is named with its number and what is wrong', () => {
  const { days, problems } = readCalendar('day,kind,name\n2027-02-30,休,x\n2026-01-01,休,x\n2027-01-01,maybe,x\n2027-01-01,休,\n2027-01-02,休,元旦\n2027-01-02,班,又', 2027)
  expect(problems.map(p => [p.line, p.what])).toEqual([[2, 'day'], [3, 'year'], [4, 'kind'], [5, 'name'], [7, 'twice']])
  expect(days).toHaveLength(1)
})

test('a change is a day that comes, goes or becomes something else', () => {
  const a = { day: '2027-01-01', kind: 'HOLIDAY' as const, name: '元旦' }
  const b = { day: '2027-01-02', kind: 'HOLIDAY' as const, name: '元旦' }
  expect(changesOf([a], [a])).toEqual([])
  expect(changesOf([a], [b]).map(c => [c.day, !!c.before, !!c.after])).toEqual([['2027-01-01', true, false], ['2027-01-02', false, true]])
  expect(changesOf([a], withDay([a], a.day, { kind: 'WORKING', name: '元旦' }))).toHaveLength(1)
})

test('days on end are one holiday, and a calendar comes back from its own text', () => {
  const days = withDay(withDay([], '2027-01-02', { kind: 'HOLIDAY', name: '元旦' }), '2027-01-01', { kind: 'HOLIDAY', name: '元旦' })
  expect(runs(days)).toEqual([{ from: '2027-01-01', until: '2027-01-02', kind: 'HOLIDAY', name: '元旦', days: 2 }])
  expect(readCalendar(writeCalendar(days), 2027).days).toEqual(days)
})
