import { apart, type Shown } from './words'

/** Some parts of a sentence, `to` exclusive, in which stands what was looked for. */
export interface Found { from: number; to: number }

const normal = (typed: string) => typed.trim().toLowerCase().replace(/\s+/g, ' ').replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '')

function within(texts: string[], wanted: string): Found[] {
  let whole = ''
  const ends: number[] = []
  texts.forEach((text, i) => {
    if (i > 0 && apart(texts[i - 1]!, text)) whole += ' '
    whole += text.toLowerCase()
    ends.push(whole.length)
  })
  const out: Found[] = []
  for (let at = whole.indexOf(wanted); at >= 0; at = whole.indexOf(wanted, at + wanted.length)) {
    const end = at + wanted.length
    out.push({ from: ends.findIndex(one => one > at), to: ends.findIndex(one => one >= end) + 1 })
  }
  return out
}

/** Where words stand in a sentence, as they are shown or as they were spoken; parts of words count, since it is looked for while one types. */
export function foundIn(parts: Shown[], typed: string): Found[] {
  const wanted = normal(typed)
  if (!wanted) return []
  const all = [...within(parts.map(part => part.text), wanted), ...within(parts.map(part => part.spoken ?? part.text), wanted)].sort((a, b) => a.from - b.from || b.to - a.to)
  return all.filter((one, i) => i === 0 || one.from >= Math.max(...all.slice(0, i).map(before => before.to)))
}
