import { expect, test } from 'vitest'
import { follows } from './api/live'
import { withQuery } from './api/client'
import { composing, dialogOpen, isTyping, keyName, plain } from './keys'
import { randomId } from './randomId'
import { clock, isoWithOffset, short, startOf } from './time'
import { presets } from './when'

const press = (init: KeyboardEventInit) => new KeyboardEvent('keydown', init)

test('a frame that skips a number is a gap, a repeated one is not', () => {
  expect(follows(undefined, 7)).toBe(true)
  expect(follows(7, 8)).toBe(true)
  expect(follows(7, 7)).toBe(true)
  expect(follows(7, 9)).toBe(false)
})

test('empty query values are left out', () => {
  expect(withQuery('/tasks', { tab: 'due', q: '', cursor: null, limit: 50 })).toBe('/tasks?tab=due&limit=50')
  expect(withQuery('/tasks', {})).toBe('/tasks')
})

test('a call timer shows hours only when there are any', () => {
  expect(clock(65_000)).toBe('01:05')
  expect(clock(3_665_000)).toBe('1:01:05')
  expect(clock(-5)).toBe('00:00')
})

test('a written time is the same instant when read back', () => {
  const at = new Date(2026, 10, 22, 16, 0, 0)
  expect(new Date(isoWithOffset(at)).getTime()).toBe(at.getTime())
})

test('a day begins at midnight here, and ends where the next one begins', () => {
  expect(new Date(startOf('2026-02-28', 1)!).getTime()).toBe(new Date(2026, 2, 1).getTime())
  expect(startOf('')).toBeNull()
})

test('a time says only as much of its day as is needed', () => {
  const now = new Date(2026, 10, 22, 10)
  expect([short(new Date(2026, 10, 22, 14, 5), now), short(new Date(2026, 10, 23, 9), now), short(new Date(2027, 0, 2, 9), now)]).toEqual(['14:05', '11-23 09:00', '2027-01-02 09:00'])
})

test('keys are named as the keymap writes them', () => {
  expect(keyName(press({ key: 'Enter', ctrlKey: true }))).toBe('Ctrl+Enter')
  expect(keyName(press({ key: '∆', code: 'KeyJ', altKey: true }))).toBe('Alt+j')
  expect(keyName(press({ key: '?', shiftKey: true }))).toBe('?')
  expect(keyName(press({ key: 'Enter', shiftKey: true }))).toBe('Shift+Enter')
})

test('no key is ours while an input method composes', () => {
  expect(composing(press({ key: 'Enter', isComposing: true }))).toBe(true)
  expect(composing(press({ key: 'Enter' }))).toBe(false)
})

test('plain characters are text in a text field but not on a radio button', () => {
  const input = document.createElement('input')
  expect(isTyping(input)).toBe(true)
  input.type = 'radio'
  expect(isTyping(input)).toBe(false)
  expect([plain('1'), plain('F2'), plain('Ctrl+Enter'), plain('Alt+j')]).toEqual([true, false, false, false])
})

test('today at four is not offered when it is past', () => {
  expect(presets(new Date(2026, 10, 22, 10)).map(p => p.name)).toEqual(['today16', 'tomorrow9', 'in3days'])
  expect(presets(new Date(2026, 10, 22, 17)).map(p => p.name)).toEqual(['tomorrow9', 'in3days'])
})

test('random ids are version 4 UUIDs', () => {
  expect(randomId()).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
})

test('a dialog has the floor until it begins to fade', () => {
  document.body.innerHTML = '<div class="el-overlay"></div><div class="el-overlay" style="display: none"></div>'
  expect(dialogOpen()).toBe(true)
  document.querySelector('.el-overlay')!.classList.add('dialog-fade-leave-active')
  expect(dialogOpen()).toBe(false)
  document.body.innerHTML = ''
})
