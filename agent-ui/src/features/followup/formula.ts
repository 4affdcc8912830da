/**
 * The sums of a questionnaire's scores, as the house reckons them: what is unknown makes unknown what needs it, and the result is rounded to six
 * places. Cases that both sides share: src/test/resources/formulas.json.
 */
export type Known = (linkId: string) => number | null
type Part = (known: Known) => number | null

const LONGEST = 4000
const DEEPEST = 40

const total = (all: number[]) => all.reduce((sum, one) => sum + one, 0)
const ofAll = (body: (all: number[]) => number): Body => (parts, known) => {
  const all: number[] = []
  for (const part of parts) {
    const value = part(known)
    if (value === null) return null
    all.push(value)
  }
  return body(all)
}

type Body = (parts: Part[], known: Known) => number | null
const part = (parts: Part[], at: number, known: Known) => parts[at]?.(known) ?? null
const FUNCTIONS = new Map<string, { parts: number; body: Body }>([
  ['sum', { parts: 0, body: ofAll(total) }],
  ['mean', { parts: 0, body: ofAll(all => total(all) / all.length) }],
  ['min', { parts: 0, body: ofAll(all => Math.min(...all)) }],
  ['max', { parts: 0, body: ofAll(all => Math.max(...all)) }],
  ['count', { parts: 0, body: (parts, known) => parts.filter(one => one(known) !== null).length }],
  ['or', { parts: 2, body: (parts, known) => part(parts, 0, known) ?? part(parts, 1, known) }],
  ['if', { parts: 3, body: (parts, known) => {
    const condition = part(parts, 0, known)
    return condition === null ? null : part(parts, condition === 0 ? 2 : 1, known)
  } }],
])

const COMPARISONS: [string, (a: number, b: number) => boolean][] = [
  ['<=', (a, b) => a <= b], ['>=', (a, b) => a >= b], ['!=', (a, b) => a !== b],
  ['<', (a, b) => a < b], ['>', (a, b) => a > b], ['=', (a, b) => a === b],
]

/** @throws Error where the text cannot be read, with the place */
export function formula(text: string): Part {
  let at = 0
  let depth = 0

  function wrong(what: string, where = at): never {
    throw new Error(`${what}, at character ${where + 1}`)
  }
  function blanks() {
    while (text[at] === ' ') at++
  }
  function comes(sign: string): boolean {
    blanks()
    const here = text.startsWith(sign, at)
    if (here) at += sign.length
    return here
  }
  function need(sign: string) {
    if (!comes(sign)) wrong(`'${sign}' is missing`)
  }
  function deeper() {
    if (++depth > DEEPEST) wrong('too many brackets in each other')
  }
  function pair(left: Part, right: Part, body: (a: number, b: number) => number): Part {
    return known => {
      const one = left(known)
      const other = right(known)
      if (one === null || other === null) return null
      const both = body(one, other)
      return Number.isFinite(both) ? both : null
    }
  }
  function comparison(): Part {
    deeper()
    let left = sum()
    const sign = COMPARISONS.find(([one]) => comes(one))
    if (sign) left = pair(left, sum(), (a, b) => sign[1](a, b) ? 1 : 0)
    depth--
    return left
  }
  function sum(): Part {
    let left = product()
    for (;;) {
      if (comes('+')) left = pair(left, product(), (a, b) => a + b)
      else if (comes('-')) left = pair(left, product(), (a, b) => a - b)
      else return left
    }
  }
  function product(): Part {
    let left = single()
    for (;;) {
      if (comes('*')) left = pair(left, single(), (a, b) => a * b)
      else if (comes('/')) left = pair(left, single(), (a, b) => a / b)
      else return left
    }
  }
  function single(): Part {
    if (comes('(')) {
      const inner = comparison()
      need(')')
      return inner
    }
    const from = at
    if (comes('-')) {
      deeper()
      const minus = pair(() => 0, single(), (a, b) => a - b)
      depth--
      return minus
    }
    if (text[at] === '\'') return name()
    while (/[0-9a-z.]/.test(text[at] ?? '')) at++
    const word = text.slice(from, at)
    if (word === '') wrong(from < text.length ? `'${text[from]}' is not expected` : 'it ends too soon', from)
    return /^\d/.test(word) ? number(word, from) : call(word, from)
  }
  function name(): Part {
    const end = text.indexOf('\'', at + 1)
    if (end < 0) wrong('a linkId without its second \'')
    const linkId = text.slice(at + 1, end)
    at = end + 1
    return known => known(linkId)
  }
  function number(word: string, from: number): Part {
    if (!/^\d{1,9}(\.\d{1,6})?$/.test(word)) wrong(`'${word}' is no number`, from)
    const value = Number(word)
    return () => value
  }
  function call(word: string, from: number): Part {
    const made = FUNCTIONS.get(word)
    if (!made) wrong(`'${word}' is none of ${[...FUNCTIONS.keys()].sort().join(', ')}`, from)
    need('(')
    const parts: Part[] = []
    do parts.push(comparison())
    while (comes(','))
    need(')')
    if (made.parts !== 0 && made.parts !== parts.length) wrong(`${word} takes ${made.parts} parts`, from)
    return known => made.body(parts, known)
  }

  if (text.length > LONGEST) wrong(`longer than ${LONGEST} characters`, LONGEST)
  const whole = comparison()
  blanks()
  if (at < text.length) wrong(`'${text[at]}' is not expected`)
  return known => {
    const value = whole(known)
    return value === null || !Number.isFinite(value) ? null : Math.round(value * 1e6) / 1e6 + 0
  }
}
