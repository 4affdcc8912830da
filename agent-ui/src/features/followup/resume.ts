import type { Answers, RecordView } from '@/shared/api/schema'
import { asks } from './answers'
import { askedAnew } from './lastTime'
import { isAnswered, type Section } from './questionnaire'

/** A question and the page it is on. */
export interface Place { page: number; linkId: string }

/** Where a question is, if it is asked now. */
export function placeOf(pages: Section[], linkId: string | null | undefined): Place | null {
  const page = pages.findIndex(one => one.questions.some(q => q.linkId === linkId))
  return linkId && page >= 0 ? { page, linkId } : null
}

/** Where a form opens that goes on with a talk that broke off: at what each talk asks anew, else where that one stopped. */
export function opensAt(pages: Section[], answers: Answers, record: RecordView): Place | null {
  if (!record.resumed) return null
  const anew = pages.flatMap(page => page.questions).find(q => asks(q) && askedAnew(q) && !isAnswered(answers[q.linkId]))
  return placeOf(pages, anew?.linkId ?? record.resumed.openQuestion)
}

/** When an answer was given, where it is of the talk that broke off. */
export function carriedAt(record: RecordView, linkId: string): string | null {
  return record.resumed?.answers.includes(linkId) ? record.resumed.at : null
}
