import { expect, test } from 'vitest'
import { offsetOf, zones } from './zones'

test('the zones of China come first, with their offset', () => {
  expect(zones('Asia/Shanghai')[0]).toEqual({ zone: 'Asia/Shanghai', label: 'Asia/Shanghai UTC+08:00' })
  expect(zones('Asia/Shanghai').filter(one => one.zone === 'Asia/Shanghai')).toHaveLength(1)
})

test('a zone nobody knows stays on the list without an offset', () => {
  expect(zones('Mars/Olympus').at(-1)).toEqual({ zone: 'Mars/Olympus', label: 'Mars/Olympus' })
  expect(offsetOf('Mars/Olympus')).toBe('')
})
