import type { Both, Doc, DocFlag, DocItem, DocScale, DocWhen, Item, ItemType, Questionnaire, Scale, Situation } from '@/shared/api/schema'

/** Where an item stands: its number among its siblings, from the top down. Link ids may be missing or twice while one writes. */
export type Path = number[]

export const types: ItemType[] = ['group', 'display', 'boolean', 'choice', 'open-choice', 'integer', 'decimal', 'quantity', 'date', 'string', 'text']
export const asks = (type: ItemType) => type !== 'group' && type !== 'display'
export const chooses = (type: ItemType) => type === 'choice' || type === 'open-choice'
export const counts = (type: ItemType) => type === 'integer' || type === 'decimal' || type === 'quantity'
/** One unit; a quantity is told in one of several. */
export const hasUnit = (type: ItemType) => type === 'integer' || type === 'decimal'
/** What can be answered several times: rows of a group, a list, options of a choice. */
export const repeatable = (type: ItemType) => type !== 'boolean' && type !== 'display'
const histories = ['cancer', 'copd', 'coronary', 'diabetes', 'heartFailure', 'hypertension', 'kidney', 'operation', 'stroke']
/** What a question of that type can start from, as the server reads it. */
export const startsFrom = (item: DocItem, questions: DocItem[]): string[] => [
  ...(item.type === 'boolean' ? [...histories.map(one => `history.${one}`), 'last.problem'] : []),
  ...(hasUnit(item.type) ? ['patient.age', 'lengthOfStay', 'daysSinceDischarge', 'daysSinceLastCall', `limit.${item.linkId.replace(/^limit\./, '')}`] : []),
  'answer', ...questions.filter(one => one.type === item.type && one.linkId !== item.linkId).map(one => `answer.${one.linkId}`),
]
export const blank = (): Both => ({ zh: '', en: '' })

export interface Row { item: DocItem; path: Path; depth: number }
/** All items in the order they are asked. */
export function rows(items: DocItem[], above: Path = []): Row[] {
  return items.flatMap((item, i) => {
    const path = [...above, i]
    return [{ item, path, depth: above.length }, ...rows(item.item ?? [], path)]
  })
}

export const samePath = (a: Path | null, b: Path | null) => a !== null && b !== null && a.join('/') === b.join('/')

const listAt = (doc: Doc, above: Path): DocItem[] => above.reduce<DocItem[]>((list, n) => list[n]?.item ?? [], doc.item)
export function itemAt(doc: Doc, path: Path): DocItem | null {
  return path.length === 0 ? null : listAt(doc, path.slice(0, -1))[path.at(-1)!] ?? null
}

/** The document with another list of children below that item, or at the top. */
function withList(doc: Doc, above: Path, change: (list: DocItem[]) => DocItem[]): Doc {
  const inside = (list: DocItem[], rest: Path): DocItem[] => rest.length === 0
    ? change(list)
    : list.map((item, i) => i === rest[0] ? { ...item, item: inside(item.item ?? [], rest.slice(1)) } : item)
  return { ...doc, item: inside(doc.item, above) }
}

export const replaced = (doc: Doc, path: Path, item: DocItem): Doc =>
  withList(doc, path.slice(0, -1), list => list.map((one, i) => i === path.at(-1) ? item : one))
export const inserted = (doc: Doc, path: Path, item: DocItem): Doc =>
  withList(doc, path.slice(0, -1), list => [...list.slice(0, path.at(-1)), item, ...list.slice(path.at(-1))])
export const removed = (doc: Doc, path: Path): Doc => withList(doc, path.slice(0, -1), list => list.filter((_, i) => i !== path.at(-1)))

export interface Moved { doc: Doc; path: Path }
/** Takes an item one place up or down among its siblings, out of its group behind it, or into the group before it; null where there is no such place. */
export function moved(doc: Doc, path: Path, way: 'up' | 'down' | 'out' | 'in'): Moved | null {
  const item = itemAt(doc, path)
  if (!item) return null
  const above = path.slice(0, -1)
  const at = path.at(-1)!
  const siblings = listAt(doc, above)
  if (way === 'up' || way === 'down') {
    const to = way === 'up' ? at - 1 : at + 1
    if (to < 0 || to >= siblings.length) return null
    const next = [...above, to]
    return { doc: inserted(removed(doc, path), next, item), path: next }
  }
  if (way === 'out') {
    if (above.length === 0) return null
    const next = [...above.slice(0, -1), above.at(-1)! + 1]
    return { doc: inserted(removed(doc, path), next, item), path: next }
  }
  const group = siblings[at - 1]
  if (group?.type !== 'group') return null
  const next = [...above, at - 1, (group.item ?? []).length]
  return { doc: inserted(removed(doc, path), next, item), path: next }
}

/** An id that nothing has yet: the wished one, or with a number behind it. */
export function freeId(doc: Doc, wish: string): string {
  const taken = new Set([...rows(doc.item).map(row => row.item.linkId), ...(doc.score ?? []).map(one => one.id)])
  if (!taken.has(wish)) return wish
  const stem = wish.replace(/-\d+$/, '')
  for (let n = 2; ; n++) if (!taken.has(`${stem}-${n}`)) return `${stem}-${n}`
}

export function newItem(doc: Doc, type: ItemType): DocItem {
  const item: DocItem = { linkId: freeId(doc, type === 'group' ? 'section' : type === 'display' ? 'line' : 'question'), type, text: blank() }
  if (chooses(type)) item.answerOption = [{ code: 'A', display: blank() }, { code: 'B', display: blank() }]
  if (type === 'group') item.item = []
  if (type === 'quantity') item.unitOption = [{ code: '' }]
  return item
}

/** A copy to stand beside the original: each id in it is new, and what it says of its own parts speaks of the copies. */
export function copied(doc: Doc, item: DocItem): DocItem {
  const names = new Map<string, string>()
  let at: Doc = doc
  for (const { item: one } of rows([item])) {
    const id = freeId(at, one.linkId)
    names.set(one.linkId, id)
    at = { ...at, item: [...at.item, { linkId: id, type: 'display', text: blank() }] }
  }
  const rename = (one: DocItem): DocItem => ({
    ...one, linkId: names.get(one.linkId)!,
    ...(one.enableWhen ? { enableWhen: one.enableWhen.map(when => ({ ...when, question: names.get(when.question) ?? when.question })) } : {}),
    ...(one.item ? { item: one.item.map(rename) } : {}),
  })
  return rename(JSON.parse(JSON.stringify(item)) as DocItem)
}

const inFormula = (formula: string) => [...formula.matchAll(/'([^']*)'/g)].map(([, id]) => id!)
const ownOf = (flags: DocFlag[] | undefined, linkId: string) => flags?.some(flag => flag.own === linkId) === true
/** The link ids of items, and ids of scores, that depend on this question. */
export function dependents(doc: Doc, linkId: string): string[] {
  return [
    ...rows(doc.item).filter(({ item }) => item.enableWhen?.some(when => when.question === linkId) || ownOf(item.redFlag, linkId) || item.initialFrom === `answer.${linkId}`).map(row => row.item.linkId),
    ...(doc.score ?? []).filter(one => inFormula(one.formula).includes(linkId) || ownOf(one.redFlag, linkId)).map(one => one.id),
  ]
}

/** The document with another id for an item; what refers to it follows. */
export function renamed(doc: Doc, path: Path, to: string): Doc {
  const from = itemAt(doc, path)?.linkId
  if (from === undefined) return doc
  const alone = rows(doc.item).filter(row => row.item.linkId === from).length === 1
  const changed = replaced(doc, path, { ...itemAt(doc, path)!, linkId: to })
  if (!alone || from === '') return changed
  const own = (flag: DocFlag): DocFlag => flag.own === from ? { ...flag, own: to } : flag
  const follow = (item: DocItem): DocItem => ({
    ...item,
    ...(item.enableWhen ? { enableWhen: item.enableWhen.map(when => when.question === from ? { ...when, question: to } : when) } : {}),
    ...(item.redFlag ? { redFlag: item.redFlag.map(own) } : {}),
    ...(item.initialFrom === `answer.${from}` ? { initialFrom: `answer.${to}` } : {}),
    ...(item.item ? { item: item.item.map(follow) } : {}),
  })
  return {
    ...changed, item: changed.item.map(follow),
    ...(changed.score ? { score: changed.score.map((one: DocScale) => ({ ...one, formula: one.formula.replaceAll(`'${from}'`, `'${to}'`), ...(one.redFlag ? { redFlag: one.redFlag.map(own) } : {}) })) } : {}),
  }
}

/** The item with another type: what the new one cannot have goes, what it needs is there. */
export function retyped(item: DocItem, type: ItemType): DocItem {
  const next: DocItem = { ...item, type }
  if (!chooses(type)) {
    delete next.answerOption
  } else next.answerOption ??= [{ code: 'A', display: blank() }, { code: 'B', display: blank() }]
  // rows, a list and several options are three things
  if (!repeatable(type) || chooses(type) !== chooses(item.type) || type === 'group' || item.type === 'group') delete next.repeats
  if (!asks(type)) for (const name of ['initial', 'initialFrom', 'hidden']) delete next[name]
  // another kind of answer
  else if (type !== item.type) for (const name of ['initial', 'initialFrom']) delete next[name]
  if (!counts(type)) for (const name of ['min', 'max']) delete next[name]
  if (!hasUnit(type)) delete next.unit
  if (type === 'quantity') next.unitOption ??= [{ code: '' }]
  else delete next.unitOption
  if (!asks(type)) for (const name of ['required', 'redFlag', 'gate']) delete next[name]
  if (type !== 'boolean') delete next.gate
  if (type === 'group') next.item ??= []
  else delete next.item
  // what was compared with before can never be an answer now
  if (asks(type) && type !== item.type) delete next.redFlag
  return next
}

/** The questions that stand before an item, which may decide whether it is asked. */
export function before(doc: Doc, path: Path): DocItem[] {
  const all = rows(doc.item)
  const at = all.findIndex(row => samePath(row.path, path))
  return all.slice(0, at < 0 ? 0 : at).map(row => row.item).filter(item => asks(item.type))
}

/** A condition that can mean something for that question. */
export function firstWhen(question: DocItem): DocWhen {
  const answer = question.type === 'boolean' ? true : question.answerOption?.[0]?.code
  return answer === undefined ? { question: question.linkId, operator: 'exists', answer: true } : { question: question.linkId, operator: '=', answer }
}

/** The row of a fault: by link id, or by the place in the document where there is none. */
export function placeOf(doc: Doc, fault: { item: string }): Path | null {
  const all = rows(doc.item)
  const named = all.find(row => row.item.linkId !== '' && row.item.linkId === fault.item)
  if (named) return named.path
  const match = /^(.*)\/item\[(\d+)\]$/.exec(fault.item)
  if (!match) return null
  const above = match[1] === 'questionnaire' ? [] : all.find(row => row.item.linkId === match[1])?.path
  const path = above ? [...above, Number(match[2])] : null
  return path && itemAt(doc, path) ? path : null
}

const told = new Set(['text', 'say', 'display', 'title', 'unit'])
/** The same with every text in one language, as a nurse gets it. */
export function inLanguage(doc: Doc, language: keyof Both): Questionnaire {
  const chosen = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(chosen)
    if (node === null || typeof node !== 'object') return node
    return Object.fromEntries(Object.entries(node).map(([name, value]) =>
      [name, told.has(name) && value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Partial<Both>)[language] ?? '' : chosen(value)]))
  }
  return {
    code: doc.name ?? '', version: doc.version ?? 1, title: doc.title?.[language] ?? '',
    items: chosen(doc.item) as Item[], scores: chosen(doc.score ?? []) as Scale[], situations: chosen(doc['situation'] ?? []) as Situation[],
  }
}

export interface Compared { id: string; text: string; kind: 'number' | 'complaint' }
/** A number for each answer: of what is asked once, a number, or a choice whose options all count in a score. */
const isNumber = (item: DocItem) => item.repeats !== true && (counts(item.type)
  || item.type === 'choice' && (item.answerOption?.length ?? 0) > 0 && item.answerOption!.every(one => typeof one.score === 'number'))
/** Once for each thing there is: no column of it says one thing of a patient. */
const once = (items: DocItem[]): DocItem[] => items.flatMap(item => item.type === 'group' && item.repeats === true ? [] : [item, ...once(item.item ?? [])])

/** What two wordings can be compared by: numbers and scores for how content one is; for complaints yes-or-no questions, and what is called back as one. */
export function comparable(doc: Doc, language: keyof Both): Compared[] {
  const words = (text: Both | undefined, id: string) => text?.[language] || id
  const complains = (flags: DocFlag[] | undefined) => flags?.some(flag => flag.callBack === 'complaint') ?? false
  return [
    ...once(doc.item).flatMap((item): Compared[] => {
      const of = { id: item.linkId, text: words(item.text, item.linkId) }
      return [...(isNumber(item) ? [{ ...of, kind: 'number' as const }] : []), ...(item.type === 'boolean' || complains(item.redFlag) ? [{ ...of, kind: 'complaint' as const }] : [])]
    }),
    ...(doc.score ?? []).flatMap((one): Compared[] => {
      const of = { id: one.id, text: words(one.text, one.id) }
      return [{ ...of, kind: 'number' }, ...(complains(one.redFlag) ? [{ ...of, kind: 'complaint' as const }] : [])]
    }),
  ]
}
/** How the shipped forms name what says how content one is. */
export const contentment = ['satisfaction', 'csat']
