import type { Answers, AnswerValue, Item, Operator, Questionnaire, Scale } from '@/shared/api/schema'
import { bandOf, type Score, worths } from './scores'

/** A page of the form: one top-level group, or the loose questions between two groups. */
export interface Section { linkId: string; title: string; say: string | null; questions: Item[] }

export interface Missing { linkId: string; text: string; section: number }

/** True when an answer says something; an empty text or an empty list does not. */
export function isAnswered(value: AnswerValue | null | undefined): value is AnswerValue {
  if (value === null || value === undefined) return false
  return typeof value === 'string' ? value.trim() !== '' : Array.isArray(value) ? value.length > 0 : true
}

function compare(left: boolean | string | number, right: AnswerValue): number | null {
  if (typeof left === 'number') {
    const number = typeof right === 'number' ? right : Number(right)
    return Number.isNaN(number) ? null : left - number
  }
  // dates are compared as text, which for yyyy-mm-dd is their order
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0
  return left === right ? 0 : null
}

/** Whether an answer fulfils a condition, with the meaning FHIR R4 gives each operator. */
export function fulfils(value: AnswerValue | null | undefined, operator: Operator, wanted: AnswerValue): boolean {
  if (operator === 'exists') return isAnswered(value) === (wanted === true || wanted === 'true')
  const values = !isAnswered(value) ? [] : Array.isArray(value) ? value : [value]
  const any = (test: (order: number) => boolean) => values.some(one => {
    const order = compare(one, wanted)
    return order !== null && test(order)
  })
  switch (operator) {
    case '=': return any(order => order === 0)
    case '!=': return !any(order => order === 0)
    case '>': return any(order => order > 0)
    case '<': return any(order => order < 0)
    case '>=': return any(order => order >= 0)
    case '<=': return any(order => order <= 0)
  }
}

/** The ids of all items that are asked, given these answers. A question that is not asked counts as not answered. */
export function enabledIds(items: Item[], answers: Answers, scales: Scale[] = []): Set<string> {
  const enabled = new Set<string>()
  const counts = (linkId: string) => enabled.has(linkId) ? answers[linkId] : undefined
  const scored = new Set(scales.map(scale => scale.id))
  // all that goes into a score is asked before what depends on it
  const worth = worths(items, scales, counts)
  const visit = (list: Item[]) => {
    for (const item of list) {
      const conditions = item.enableWhen ?? []
      const holds = (c: (typeof conditions)[number]) =>
        fulfils(scored.has(c.question) ? worth(c.question) : counts(c.question), c.operator, c.answer)
      const open = conditions.length === 0
        || (item.enableBehavior === 'any' ? conditions.some(holds) : conditions.every(holds))
      if (!open) continue
      enabled.add(item.linkId)
      visit(item.item ?? [])
    }
  }
  visit(items)
  return enabled
}

function flatten(items: Item[], enabled: Set<string>): Item[] {
  return items.filter(item => enabled.has(item.linkId)).flatMap(item =>
    item.type === 'group'
      ? [{ ...item, type: 'display' as const, item: null }, ...flatten(item.item ?? [], enabled)]
      : [item, ...flatten(item.item ?? [], enabled)])
}

/** The form as pages with the questions that are asked now; pages with nothing to ask are left out. */
export function sections(form: Questionnaire, answers: Answers): Section[] {
  const enabled = enabledIds(form.items, answers, form.scores ?? [])
  const pages: Section[] = []
  let loose: Section | null = null
  for (const item of form.items) {
    if (!enabled.has(item.linkId)) continue
    if (item.type === 'group') {
      loose = null
      pages.push({ linkId: item.linkId, title: item.text, say: item.say ?? null, questions: flatten(item.item ?? [], enabled) })
    } else {
      if (!loose) {
        loose = { linkId: item.linkId, title: form.title, say: null, questions: [] }
        pages.push(loose)
      }
      loose.questions.push(...flatten([item], enabled))
    }
  }
  return pages.filter(page => page.questions.length > 0)
}

/** Required questions that are asked but not answered. */
export function missing(pages: Section[], answers: Answers): Missing[] {
  return pages.flatMap((page, section) => page.questions
    .filter(q => q.required && q.type !== 'display' && !isAnswered(answers[q.linkId]))
    .map(q => ({ linkId: q.linkId, text: q.text, section })))
}

type Flag = NonNullable<Item['redFlag']>[number]

/** Every red flag that an answer, or a score, raises. */
export function redFlags(item: { redFlag?: Item['redFlag'] | undefined }, value: AnswerValue | null | undefined): Flag[] {
  if (!isAnswered(value)) return []
  return (item.redFlag ?? []).filter(flag => fulfils(value, flag.when.operator, flag.when.answer))
}

/** What the answers that count come to, by each instrument that can be told. */
export function scoresOf(form: Questionnaire, answers: Answers): Score[] {
  const scales = form.scores ?? []
  if (scales.length === 0) return []
  const enabled = enabledIds(form.items, answers, scales)
  const worth = worths(form.items, scales, id => enabled.has(id) ? answers[id] : undefined)
  return scales.flatMap(scale => {
    const value = worth(scale.id)
    return value === null ? [] : [{ scale, value, band: bandOf(scale, value) }]
  })
}

/** Every red flag of the questions that are asked and of the scores, with what raised it. */
export function raisedFlags(form: Questionnaire, answers: Answers): { of: string; value: AnswerValue; flag: Flag }[] {
  const asked = sections(form, answers).flatMap(page => page.questions).map(item => ({ id: item.linkId, rules: item, value: answers[item.linkId] }))
  const scored = scoresOf(form, answers).map(score => ({ id: score.scale.id, rules: score.scale, value: score.value }))
  return [...asked, ...scored].flatMap(one => redFlags(one.rules, one.value).map(flag => ({ of: one.id, value: one.value!, flag })))
}

/** How many of a page's questions are answered, of how many. */
export function progressOf(page: Section, answers: Answers): { done: number; of: number } {
  const asked = page.questions.filter(q => q.type !== 'display')
  return { done: asked.filter(q => isAnswered(answers[q.linkId])).length, of: asked.length }
}
