import { expect, test } from 'vitest'
import { reasonsOf, reassignment, ticked } from './reassigning'

const rows = ['a', 'b', 'c', 'd'].map(id => ({ id }))

test('rows or all that a nurse holds go to a list, a nurse or anybody', () => {
  expect(reassignment({ kind: 'rows', ids: ['a'] }, { kind: 'anybody' })).toEqual({ tasks: ['a'], to: { anybody: true } })
  expect(reassignment({ kind: 'heldBy', nurseId: 'n' }, { kind: 'list', id: 'w' })).toEqual({ tasks: null, filter: { heldBy: 'n' }, to: { worklistId: 'w' } })
  expect(reassignment({ kind: 'rows', ids: [] }, { kind: 'nurse', id: 'n' }).to).toEqual({ nurseId: 'n' })
})

test('shift ticks and unticks everything between, in either direction', () => {
  expect(ticked(rows, ['a'], 'c', true, 'a')).toEqual(['a', 'b', 'c'])
  expect(ticked(rows, ['a', 'b', 'c', 'd'], 'b', false, 'd')).toEqual(['a'])
  expect(ticked(rows, [], 'd', true, null)).toEqual(['d'])
  expect(ticked(rows, [], 'd', true, 'gone')).toEqual(['d'])
})

test('what stays is told once for each reason', () => {
  expect(reasonsOf([{ text: 'x' }, { text: 'y' }, { text: 'y' }])).toEqual([{ text: 'y', count: 2 }, { text: 'x', count: 1 }])
})
