import type { Doc, DocItem, DocSituation, DraftView, Item, LibraryRow, SituationsView } from '@/shared/api/schema'
import { form } from './form'
import { stamp } from './people'
import { Refusal, type Route } from './route'

const told = new Set(['text', 'say', 'display'])
/** The mocked form as it is written: both languages in one. */
function both(zh: unknown, en: unknown, name = ''): unknown {
  if (typeof zh === 'string' && told.has(name)) return { zh, en }
  if (Array.isArray(zh)) return zh.map((one, i) => both(one, (en as unknown[])[i]))
  if (zh === null || typeof zh !== 'object') return zh
  return Object.fromEntries(Object.entries(zh).map(([key, value]) => [key, both(value, (en as Record<string, unknown>)[key], key)]))
}
const published: Doc = { name: 'post-discharge', version: 1, status: 'active', title: { zh: '出院后随访', en: 'Post-discharge call' }, item: both(form('zh').items, form('en').items) as DocItem[] }
let draft: DraftView | null = { code: 'post-discharge', document: { ...structuredClone(published), version: 2, status: 'draft' }, version: 1, basedOn: 1, changedBy: '示例质控', changedAt: stamp(-3_600_000), faults: [] }
const versions: LibraryRow['versions'] = [{ version: 1, at: stamp(-30 * 86_400_000), by: null, note: '', over: null }]

let offer: LibraryRow['offer'] = { version: 2, at: stamp(-86_400_000) }

const all = (items: DocItem[]): DocItem[] => items.flatMap(item => [item, ...all(item.item ?? [])])
function faultsOf(doc: Doc) {
  return all(doc.item).flatMap(item => [
    ...(['zh', 'en'] as const).filter(language => !item.text?.[language]).map(language => ({ pointer: `/item/${item.linkId}`, item: item.linkId, message: `'text' has no words in '${language}'` })),
    ...(item.type === 'group' && !item.item?.length ? [{ pointer: `/item/${item.linkId}`, item: item.linkId, message: 'this group is empty' }] : []),
  ])
}
function open(): DraftView {
  if (!draft) throw new Refusal(404, 'library.noDraft', '没有草稿')
  return draft
}
const tagged = (one: DraftView) => ({ body: one, etag: `"${one.version}"` })
const rules = (items: Item[]): { item: Item; text: string; level: string }[] => items.flatMap(item => [...(item.redFlag ?? []).map(flag => ({ item, text: flag.text, level: flag.level ?? 'URGENT' })), ...rules(item.item ?? [])])

const inBoth = (zh: string, en: string) => ({ zh, en })
const shippedMoments: DocSituation[] = [
  { code: 'WORRY', text: inBoth('担心、害怕', 'Worried or afraid'), line: [{ say: inBoth('听得出来您心里很不踏实。您最怕的是哪一点？', 'I can hear that this worries you. What do you fear most?') }], avoid: [{ text: inBoth('别担心，没事的。', 'Do not worry, it is nothing.'), say: inBoth('我明白您担心，我们一起把情况弄清楚。', 'I understand that you worry; let us find out together.') }] },
  { code: 'ANGER', text: inBoth('生气、抱怨', 'Angry'), line: [{ say: inBoth('我先把您说的记下来，不打断您。', 'I will write it down and not interrupt you.') }] },
]
let moments: SituationsView = { version: 0, situation: shippedMoments, shipped: shippedMoments, at: null, by: null, editions: [] }

export const libraryRoutes: Route[] = [
  ['GET', /^\/situations$/, () => ({ body: moments, etag: `"${moments.version}"` })],
  ['GET', /^\/situations\/(\d+)$/, ({ params }) => ({ version: Number(params[0]), situation: moments.situation })],
  ['PUT', /^\/situations$/, ({ body, request }) => {
    if (request.headers.get('If-Match') !== `"${moments.version}"`) throw new Refusal(412, 'situation.stale', '其他人已先保存')
    const version = moments.version + 1
    const situation = body['situation'] as DocSituation[]
    moments = { ...moments, version, situation, at: stamp(0), by: '示例质控', editions: [{ version, at: stamp(0), by: '示例质控', shipped: JSON.stringify(situation) === JSON.stringify(shippedMoments) }, ...moments.editions] }
    return { body: moments, etag: `"${version}"` }
  }],
  ['GET', /^\/library$/, ({ lang }) => [
    { code: 'post-discharge', title: published.title[lang], versions, draft: draft && { version: draft.version, basedOn: draft.basedOn, changedBy: draft.changedBy, changedAt: draft.changedAt }, offer: null },
    { code: 'day-surgery', title: lang === 'zh' ? '日间手术随访' : 'After day surgery', versions: [{ version: 1, at: stamp(-60 * 86_400_000), by: null, note: '', over: null }], draft: null, offer },
  ]],
  ['GET', /^\/library\/[^/]+\/versions\/\d+\/preview$/, ({ lang }) => ({ ...form(lang), scores: [], situations: [], initial: {} })],
  ['POST', /^\/library\/preview$/, () => { throw new Refusal(422, 'library.faults', '示例中不填入已知情况') }],
  ['GET', /^\/questionnaires\/fields$/, () => [{ name: 'patient.title', health: false, otherwise: '朋友' }, { name: 'encounter.ward', health: true, otherwise: '医院' }]],
  ['GET', /^\/library\/([^/]+)\/versions\/(\d+)$/, ({ params }) => ({ code: params[0], version: versions[0], document: published })],
  ['GET', /^\/library\/[^/]+\/draft$/, () => tagged(open())],
  ['PUT', /^\/library\/[^/]+\/draft$/, ({ body, request }) => {
    if (request.headers.get('If-Match') !== `"${open().version}"`) throw new Refusal(412, 'library.stale', '草稿已被修改', { current: open() })
    const document = body as unknown as Doc
    draft = { ...open(), document, version: open().version + 1, changedAt: stamp(0), faults: faultsOf(document) }
    return tagged(draft)
  }],
  ['DELETE', /^\/library\/[^/]+\/draft$/, () => { draft = null; return null }],
  ['POST', /^\/library\/drafts$/, ({ body }) => {
    draft = { code: String(body['code']), document: { ...structuredClone(published), version: versions.length + 1 }, version: 1, basedOn: 1, changedBy: '示例质控', changedAt: stamp(0), faults: [] }
    return { status: 201, ...tagged(draft) }
  }],
  ['POST', /^\/library\/[^/]+\/draft\/publish$/, ({ body }) => {
    versions.unshift({ version: versions.length + 1, at: stamp(0), by: '示例质控', note: String(body['note']), over: null })
    draft = null
    return { status: 201, body: { code: 'post-discharge', version: versions[0]!.version } }
  }],
  ['POST', /^\/library\/[^/]+\/versions\/(\d+)\/retire$/, ({ params, body }) => {
    const one = versions.find(v => v.version === Number(params[0]))
    if (one) one.over = { at: stamp(0), by: '示例质控', why: String(body['reason']) }
    return null
  }],
  ['POST', /^\/library\/[^/]+\/offers\/\d+\/take$/, () => { offer = null; return { status: 201, body: { code: 'day-surgery', version: 2 } } }],
  ['POST', /^\/library\/[^/]+\/offers\/\d+\/decline$/, () => { offer = null; return null }],
  ['GET', /^\/library\/[^/]+(?:\/offers\/\d+)?\/difference$/, () => ({ wordsOnly: false, changes: [
    { id: 'pain', kind: 'CHANGED', text: { zh: '疼痛评分', en: 'Pain score' }, parentBefore: 'health', parent: 'health', fields: [{ name: 'redFlag.1.when.answer', before: 7, after: 6 }, { name: 'say.zh', before: '现在疼吗？', after: '现在哪里疼？' }] },
    { id: 'sleep', kind: 'ADDED', text: { zh: '睡眠', en: 'Sleep' }, parentBefore: null, parent: 'health', fields: [] },
  ] })],
  ['GET', /^\/library\/[^/]+\/use$/, () => ({ lists: [{ id: 'w1', name: '心内科出院随访', version: null }], versions: [{ version: 1, records: 1284, talks: 902, last: stamp(-3_600_000) }] })],
  ['GET', /^\/library\/[^/]+\/draft\/simulation$/, ({ query, lang }) => ({
    against: 1, records: Number(query.get('records')), before: 31, after: 44, gained: ['r3', 'r1'], lost: [],
    rules: rules(form(lang).items).map(({ item, text, level }, i) => ({ rule: `${item.linkId}#1`, linkId: item.linkId, question: item.text, advice: text, level, standing: true, drafted: true, before: 20 - 7 * i, after: 20 - 7 * i + (i === 1 ? 13 : 0) })),
  })],
]

const side = (hits: number, of: number) => ({ hits, of, bounds: { value: hits / of, low: hits / of - 0.05, high: hits / of + 0.05 } })
export const trialRoutes: Route[] = [
  ['GET', /^\/worklists\/[^/]+\/trials$/, () => [{
    id: 'x1', purpose: '更亲切的开场', questionnaire: 'post-discharge', versionA: 1, versionB: 2, satisfaction: 'satisfied', complaint: null, startedAt: stamp(-9 * 86_400_000), startedBy: '示例质控', endedAt: null, endedBy: null, endedWhy: null, byItself: false, ratio: 2.3, enough: 20, least: 50,
    lines: [
      { what: 'REACHED', usual: side(203, 300), fresh: side(221, 304), difference: { value: 0.05, low: -0.02, high: 0.12 } },
      { what: 'ALARMS', usual: side(41, 203), fresh: side(28, 221), difference: { value: -0.075, low: -0.146, high: -0.005 } },
      { what: 'MINUTES', usual: { hits: null, of: 203, bounds: { value: 6.2, low: 5.9, high: 6.5 } }, fresh: { hits: null, of: 221, bounds: { value: 5.8, low: 5.5, high: 6.1 } }, difference: { value: -0.4, low: -0.8, high: 0 } },
    ],
  }]],
]
