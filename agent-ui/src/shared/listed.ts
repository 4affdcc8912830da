import { prefs } from './prefs'

/** Words in a row, with the comma of the reader's language. */
export const listed = (words: string[]) => words.join(prefs.locale === 'en' ? ', ' : '、')
