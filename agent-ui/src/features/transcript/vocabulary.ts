import type { VocabularyUse, VocabularyWord, WordSort } from '@/shared/api/schema-speech'

const han = /\p{Script=Han}/u
/** A Chinese term is Chinese; anything else is said in English. */
export const languageOf = (text: string) => han.test(text) ? 'zh' : 'en'
const same = (a: VocabularyWord, b: VocabularyWord) => a.language === b.language && a.text.toLowerCase() === b.text.toLowerCase()

/** A pasted list, a term a line or between commas, without what is there already. */
export function withPasted(words: VocabularyWord[], pasted: string, sort: WordSort): VocabularyWord[] {
  const out = [...words]
  for (const piece of pasted.split(/[\n\t,，、;；]/)) {
    const text = piece.trim().replace(/\s+/g, ' ')
    const word = { sort, language: languageOf(text), text }
    if (text && !out.some(one => same(one, word))) out.push(word)
  }
  return out
}

export interface Deaf { name: string; why: 'unknown' | 'left' }

/** Who cannot hear a term, by the names of those who listen to its language. */
export function deafTo(word: VocabularyWord, uses: VocabularyUse[]): Deaf[] {
  return uses.filter(use => use.language === word.language).flatMap((use): Deaf[] =>
    use.unknown.includes(word.text) ? [{ name: use.name, why: 'unknown' }] : use.left.includes(word.text) ? [{ name: use.name, why: 'left' }] : [])
}
