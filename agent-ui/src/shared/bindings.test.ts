import { beforeEach, expect, test } from 'vitest'
import { ariaKey, isMoved, keyOf, label, meantBy, rebind, resetBindings, useBindingsOf } from './bindings'

beforeEach(() => {
  localStorage.clear()
  useBindingsOf('one')
})

test('a key that was moved acts at its new place and no longer at the old one', () => {
  expect(rebind('F2', 'F9')).toEqual({ why: 'taken', by: 'F9' })
  expect(rebind('F2', 'Alt+q')).toBeNull()
  expect([meantBy('Alt+q'), meantBy('F2'), meantBy('F4'), meantBy('1')]).toEqual(['F2', null, 'F4', '1'])
  expect([label(keyOf('F2')), ariaKey('F2'), ariaKey('Ctrl+Enter')]).toEqual(['Alt Q', 'Alt+Q', 'Control+Enter'])
})

test('keys of the browser, of forms, of answers and of the player are refused', () => {
  for (const key of ['F1', 'F5', 'F11', 'F12', 'Ctrl+t', 'Ctrl+w', 'Ctrl+r', 'Ctrl+F4', 'Ctrl+ ', 'Alt+d', 'Alt+F4', 'Alt+ArrowLeft', 'Tab', 'Escape', 'ArrowDown']) expect([key, rebind('F2', key)]).toEqual([key, { why: 'reserved' }])
  expect([rebind('F2', '3'), rebind('/', '3'), rebind('/', 'j'), rebind('F2', 'Enter')].map(r => r?.why)).toEqual(['digit', 'digit', 'fixed', 'fixed'])
})

test('a letter alone would go off while somebody types, so only what has one already may have another', () => {
  expect(rebind('F4', 'x')).toEqual({ why: 'plain' })
  expect(rebind('/', 'y')).toBeNull()
})

test('a freed key can be given to another action, and a moved one put back', () => {
  rebind('F8', 'Alt+m')
  expect(rebind('F9', 'F8')).toBeNull()
  expect(rebind('F8', 'F8')).toEqual({ why: 'taken', by: 'F9' })
  resetBindings()
  expect([keyOf('F8'), keyOf('F9'), isMoved('F8')]).toEqual(['F8', 'F9', false])
})

test('each person at this machine has her own keys', () => {
  rebind('F2', 'Alt+q')
  useBindingsOf('two')
  expect(keyOf('F2')).toBe('F2')
  useBindingsOf('one')
  expect(keyOf('F2')).toBe('Alt+q')
})

test('what is kept wrongly is as if it were not there', () => {
  localStorage.setItem('aftercall.keys', '{"one": {"F2": "F5", "F4": 7}}')
  useBindingsOf('one')
  expect([keyOf('F2'), keyOf('F4')]).toEqual(['F2', 'F4'])
  localStorage.setItem('aftercall.keys', 'no json')
  useBindingsOf('one')
  expect(keyOf('F2')).toBe('F2')
})
