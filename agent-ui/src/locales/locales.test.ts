import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import en from './en.json'
import zh from './zh-CN.json'

type Tree = { [key: string]: string | Tree }

function keys(tree: Tree, path = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) => typeof value === 'string' ? [path + key] : keys(value, `${path}${key}.`))
}
const text = (tree: Tree, key: string) => key.split('.').reduce<Tree | string | undefined>((at, part) => typeof at === 'object' ? at[part] : undefined, tree)
const slots = (value: unknown) => [...new Set([...String(value).matchAll(/\{(\w+)\}/g)].map(m => m[1]))].sort()

test('both languages have the same keys', () => {
  expect(keys(en).sort()).toEqual(keys(zh).sort())
})

test('both languages fill the same slots', () => {
  for (const key of keys(en)) expect([key, slots(text(en, key))]).toEqual([key, slots(text(zh, key))])
})

test('every message the screens ask for exists, and every family of messages too', () => {
  const known = new Set(keys(en))
  const families = [...known]
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(f => /\.(vue|ts)$/.test(f) && !f.includes('mock') && !f.includes('.test.'))
  const lost: string[] = []
  for (const file of files) {
    const source = readFileSync(join('src', file), 'utf8')
    for (const [, key] of source.matchAll(/\b(?:t|say)\('([\w.]+)'/g)) if (key && !known.has(key)) lost.push(`${file}: ${key}`)
    for (const [, start] of source.matchAll(/\bt\(`([\w.]+\.)\$\{/g)) if (start && !families.some(k => k.startsWith(start))) lost.push(`${file}: ${start}*`)
  }
  expect(lost).toEqual([])
})

test('what counts in words has a singular in English', () => {
  const counted = /\{\w+\}[^|{}·,;:]*\b(days|minutes|hours|seconds|weeks|calls|times|tasks|patients|nurses|reasons|attempts|rows|changes)\b/
  const allowed = /^(force|node)\./ // a name stands before "takes calls"
  expect(keys(en).filter(key => counted.test(String(text(en, key))) && !String(text(en, key)).includes('|') && !allowed.test(key))).toEqual([])
})
