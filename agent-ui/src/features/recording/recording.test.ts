import { expect, test } from 'vitest'
import { hashOf, secondOf } from './deepLink'
import { sha256 } from './sha256'

test('a deep link points at a second and comes back', () => {
  expect(secondOf('#t=83.2')).toBe(83.2)
  expect(secondOf('#t=7')).toBe(7)
  expect(secondOf('#top')).toBeNull()
  expect(secondOf(hashOf(83_210))).toBe(83.2)
})

test('the checksum is the one everybody else counts', async () => {
  expect(await sha256(new TextEncoder().encode('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})
