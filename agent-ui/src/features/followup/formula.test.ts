import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { formula } from './formula'

interface Cases { values: { formula: string; of: Record<string, number>; is: number | null }[]; mistakes: string[] }
const shared = JSON.parse(readFileSync('../src/test/resources/formulas.json', 'utf8')) as Cases

describe('a formula', () => {
  test.each(shared.values)('$formula comes to the same here and in the house', ({ formula: text, of, is }) => {
    expect(formula(text)(linkId => of[linkId] ?? null)).toBe(is)
  })

  test.each(shared.mistakes)('that cannot be read is refused with its place: %s', text => {
    expect(() => formula(text)).toThrow('at character')
  })
})
