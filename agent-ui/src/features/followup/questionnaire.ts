import type { Answers, AnswerValue, Item, Operator, Questionnaire, Scale, SingleAnswer } from '@/shared/api/schema'
import { asks, byLinkId, columnsAsked, plain, repeatsInRows, rowsOf } from './answers'
import { bandOf, type Score, worths } from './scores'

/** A page of the form: one top-level group, or the loose questions between two groups. */
export interface Section { linkId: string; title: string; say: string | null; questions: Item[] }

export interface Missing { linkId: string; text: string; section: number }

/** True when an answer says something; an empty text, an empty list or nothing but empty rows does not. */
export function isAnswered(value: AnswerValue | null | undefined): value is AnswerValue {
  if (value === null || value === undefined) return false
  if (typeof value === 'string') return value.trim() !== ''
  return Array.isArray(value) ? (value as unknown[]).some(one => typeof one !== 'object' || one === null || Object.keys(one).length > 0) : true
}

function compare(left: SingleAnswer, right: AnswerValue): number | null {
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
  const values = (!isAnswered(value) ? [] : Array.isArray(value) ? value : [value]) as SingleAnswer[]
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

type Counts = (linkId: string) => AnswerValue | undefined

/** Tells whether an item is asked, given what counts before it. */
function asking(items: Item[], scales: Scale[]) {
  const byId = byLinkId(items)
  const scored = new Set(scales.map(scale => scale.id))
  let of: { counts: Counts; worth: ReturnType<typeof worths> } | null = null
  // all that goes into a score is asked before what depends on it
  const worth = (id: string, counts: Counts) => {
    if (of?.counts !== counts) of = { counts, worth: worths(items, scales, counts) }
    return of.worth(id)
  }
  return (item: Item, counts: Counts): boolean => {
    const conditions = item.enableWhen ?? []
    const holds = (c: (typeof conditions)[number]) => {
      const asked = byId.get(c.question)
      return fulfils(scored.has(c.question) ? worth(c.question, counts) : plain(asked, counts(c.question)), c.operator, plain(asked, c.answer)!)
    }
    return conditions.length === 0 || (item.enableBehavior === 'any' ? conditions.some(holds) : conditions.every(holds))
  }
}

/** The ids of all items that are asked, given these answers. A question that is not asked counts as not answered. */
export function enabledIds(items: Item[], answers: Answers, scales: Scale[] = []): Set<string> {
  const enabled = new Set<string>()
  const counts = (linkId: string) => enabled.has(linkId) ? answers[linkId] : undefined
  const open = asking(items, scales)
  const visit = (list: Item[]) => {
    for (const item of list) {
      if (!open(item, counts)) continue
      enabled.add(item.linkId)
      if (!repeatsInRows(item)) visit(item.item ?? [])
    }
  }
  visit(items)
  return enabled
}

/** A group within a page is a heading; always the same one, so that it is not drawn anew at every answer. */
const headings = new WeakMap<Item, Item>()
function heading(group: Item): Item {
  const known = headings.get(group)
  if (known) return known
  const made: Item = { ...group, type: 'display', item: null }
  headings.set(group, made)
  return made
}

/** Each row of a group that repeats, with the columns that are asked of it. */
export function askedRows(form: Pick<Questionnaire, 'items' | 'scores'>, group: Item, answers: Answers): Item[][] {
  const open = asking(form.items, form.scores ?? [])
  return rowsOf(answers[group.linkId]).map(row => columnsAsked(group, row, linkId => answers[linkId], open))
}

function flatten(items: Item[], enabled: Set<string>): Item[] {
  return items.filter(item => enabled.has(item.linkId) && item.hidden !== true).flatMap(item =>
    item.type === 'group' && !repeatsInRows(item)
      ? [heading(item), ...flatten(item.item ?? [], enabled)]
      : [item, ...(repeatsInRows(item) ? [] : flatten(item.item ?? [], enabled))])
}

/** The form as pages with the questions that are asked now; pages with nothing to ask are left out. */
export function sections(form: Questionnaire, answers: Answers): Section[] {
  const enabled = enabledIds(form.items, answers, form.scores ?? [])
  const pages: Section[] = []
  let loose: Section | null = null
  for (const item of form.items) {
    if (!enabled.has(item.linkId) || item.hidden === true) continue
    if (item.type === 'group' && !repeatsInRows(item)) {
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

/** Required questions that are asked but not answered; in rows that were begun, too. */
export function missing(pages: Section[], answers: Answers, form?: Pick<Questionnaire, 'items' | 'scores'>): Missing[] {
  return pages.flatMap((page, section) => page.questions.flatMap(q => {
    const self = q.required && asks(q) && !isAnswered(answers[q.linkId]) ? [{ linkId: q.linkId, text: q.text, section }] : []
    if (!form || !repeatsInRows(q)) return self
    const rows = rowsOf(answers[q.linkId])
    const within = askedRows(form, q, answers).flatMap((columns, no) => Object.values(rows[no]!).some(isAnswered)
      ? columns.filter(c => c.required && !isAnswered(rows[no]![c.linkId])).map(c => ({ linkId: q.linkId, text: `${q.text} ${no + 1}: ${c.text}`, section }))
      : [])
    return [...self, ...within]
  }))
}

type Flag = NonNullable<Item['redFlag']>[number]
/** A question or a score. */
interface Ruled { redFlag?: Item['redFlag'] | undefined; type?: Item['type'] | undefined; unitOption?: Item['unitOption'] | undefined }

/**
 * Every red flag that an answer, or a score, raises.
 *
 * @param known the answers among which a patient's own threshold may be
 */
export function redFlags(item: Ruled, value: AnswerValue | null | undefined, known: Answers = {}): Flag[] {
  if (!isAnswered(value)) return []
  const told = plain(item as Item, value)
  return (item.redFlag ?? []).filter(flag => fulfils(told, flag.when.operator, ownLimit(flag, known) ?? plain(item as Item, flag.when.answer)!))
}

/** This patient's own threshold in place of the usual one. */
export function ownLimit(flag: Flag, known: Answers): number | null {
  const limit = flag.when.own ? known[flag.when.own] : null
  return typeof limit === 'number' ? limit : null
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

/** Every red flag of the questions that are asked, of their rows and of the scores, with what raised it. */
export function raisedFlags(form: Questionnaire, answers: Answers): { of: string; value: AnswerValue; flag: Flag }[] {
  const enabled = enabledIds(form.items, answers, form.scores ?? [])
  const known = Object.fromEntries(Object.entries(answers).filter(([id]) => enabled.has(id)))
  const asked = sections(form, answers).flatMap(page => page.questions)
  const raised = asked.flatMap(item => {
    const own = redFlags(item, answers[item.linkId], known).map(flag => ({ of: item.linkId, value: answers[item.linkId]!, flag }))
    if (!repeatsInRows(item)) return own
    const rows = rowsOf(answers[item.linkId])
    const within = askedRows(form, item, answers).flatMap((columns, no) => columns.flatMap(column =>
      redFlags(column, rows[no]![column.linkId], { ...known, ...rows[no] }).map(flag => ({ of: column.linkId, value: rows[no]![column.linkId]!, flag }))))
    return [...own, ...within.filter((one, i) => within.findIndex(other => other.flag === one.flag) === i)]
  })
  const scored = scoresOf(form, answers).flatMap(score => redFlags(score.scale, score.value, known).map(flag => ({ of: score.scale.id, value: score.value as AnswerValue, flag })))
  return [...raised, ...scored]
}

/** How many of a page's questions are answered, of how many. */
export function progressOf(page: Section, answers: Answers): { done: number; of: number } {
  const asked = page.questions.filter(asks)
  return { done: asked.filter(q => isAnswered(answers[q.linkId])).length, of: asked.length }
}
