import { expect, test } from 'vitest'
import { digestOf, sha256 } from './sha256'

test('the checksum is the one everybody else counts', async () => {
  expect(await sha256(new TextEncoder().encode('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test('the digest of what is heard is read from the answer', () => {
  expect(digestOf('sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  expect(digestOf('sha-512=:AAAA:, sha-256=:AQ==:')).toBe('01')
  expect(digestOf('sha-512=:AAAA:')).toBeNull()
  expect(digestOf(null)).toBeNull()
})
