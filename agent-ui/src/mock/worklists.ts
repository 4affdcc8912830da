import type { Colleague, NextUp, RuleDraft, Rule, TaskRow, Worklist, WorklistDraft, WorklistView } from '@/shared/api/schema'
import { dispositions, type Lang } from './form'
import { staff, stamp, tabOf, tasks, worklists } from './people'
import { Refusal, type Route } from './route'

const minute = 60_000
const dayOf = (days: number) => stamp(days * 1_440 * minute).slice(0, 10)
const spans = [['09:00', '12:00'], ['14:00', '18:00']] as const

type Kept = WorklistDraft & { id: string; version: number; paused: boolean; pausedWhy: string | null }
const settings: Kept[] = worklists.map((one, i) => ({
  id: one.id, name: one.name, mode: one.mode!, questionnaire: one.questionnaire!, questionnaireVersion: null, previewSeconds: one.previewSeconds ?? null, ringSeconds: 40, maxAttempts: 6, priority: 5 - i, order: i === 0 ? 'DISCHARGE_CLOCK' : 'DUE',
  callerId: null, startsOn: null, endsOn: i === 2 ? '2026-12-31' : null, teams: [], sameNurseMinutes: 0, wrapUpSeconds: 120, followUpDays: i === 0 ? [7, 30, 90] : [], callbackGraceMinutes: 15, zone: 'Asia/Shanghai', feed: { departments: one.departments ?? [], wards: i === 0 ? ['3 病区'] : [], icd10: i === 0 ? ['J18', 'J44'] : [], minAge: i === 2 ? 60 : null, maxAge: null },
  crew: i === 0 ? ['s2', 's3'] : [], hours: [1, 2, 3, 4, 5, ...(i === 0 ? [6, 7] : [])].flatMap(weekday => (weekday > 5 ? spans.slice(0, 1) : spans).map(([from, until]) => ({ weekday, from, until }))),
  keepsHolidays: true, maxAbandonPercent: 1, detectMachines: false, paused: one.paused === true, pausedWhy: one.pausedWhy ?? null, version: one.version!,
}))

const mended: Record<string, RuleDraft> = { BUSY: { delayMinutes: 20, step: 'RETRY', otherPartOfDay: false, otherNumber: false, otherNurse: false, countsAttempt: true, needsNote: false, maxTimes: 4 } }
const usual: Record<string, Partial<RuleDraft>> = {
  CALLBACK_DEFINITE: { step: 'CALLBACK', countsAttempt: false }, NOT_HOME_PROXY_ANSWERED: { step: 'CALLBACK', delayMinutes: 240, otherPartOfDay: true }, SOFT_REFUSAL: { step: 'RETRY', delayMinutes: 10_080, otherNurse: true, maxTimes: 1 }, HARD_REFUSAL: { step: 'STOP', needsNote: true },
  WRONG_PERSON: { step: 'NEXT_NUMBER', otherNumber: true }, INTERRUPTED: { step: 'RETRY', delayMinutes: 5, countsAttempt: false, maxTimes: 2 }, NO_ANSWER: { step: 'RETRY', delayMinutes: 180, otherPartOfDay: true }, BUSY: { step: 'RETRY', delayMinutes: 45 },
  MACHINE_NO_MESSAGE: { step: 'RETRY', delayMinutes: 180, otherPartOfDay: true }, NUMBER_INVALID: { step: 'NEXT_NUMBER', otherNumber: true }, TECHNICAL_FAILURE: { step: 'RETRY', delayMinutes: 10, countsAttempt: false, maxTimes: 5 }, DECEASED: { step: 'STOP', needsNote: true },
}
const rules = (lang: Lang): Rule[] => dispositions(lang).map(({ code, text }) => {
  const house: RuleDraft = { delayMinutes: 0, step: 'CLOSE', otherPartOfDay: false, otherNumber: false, otherNurse: false, countsAttempt: true, needsNote: false, maxTimes: null, ...usual[code] }
  return { disposition: code, display: text, ...(mended[code] ?? house), own: code in mended }
})

function why(list: Worklist, lang: Lang) {
  const say = (zh: string, en: string) => lang === 'zh' ? zh : en
  const all = [
    ...(list.paused ? [{ code: 'paused', text: say(`清单已暂停：${list.pausedWhy ?? ''}`, `The list is paused: ${list.pausedWhy ?? ''}`), count: list.due, until: null }] : []),
    ...(list.openNow ? [] : [{ code: 'windowClosed', text: say(`${list.due} 项不在可拨打时段`, `${list.due} outside the calling window`), count: list.due, until: stamp(95 * minute) }]),
    { code: 'retryLater', text: say(`${list.waiting} 项等待再次拨打`, `${list.waiting} waiting for the next attempt`), count: list.waiting, until: stamp(25 * minute) },
    { code: 'cappedDay', text: say('3 项今天已到每人拨打上限', '3 at the cap of calls per person today'), count: 3, until: null },
    { code: 'inHand', text: say('1 项正由同事处理', "1 in a colleague's hands"), count: 1, until: null },
    { code: 'doNotCall', text: say('1 项患者要求不再致电', '1 of patients who asked not to be called'), count: 1, until: null },
  ]
  return { canDial: list.paused || !list.openNow ? 0 : list.canDial ?? 7, reasons: all, readyNurses: list.id === 'w1' ? 2 : 0, at: stamp(0) }
}

function checked(draft: WorklistDraft): void {
  const errors: { pointer: string; message: string }[] = []
  if (!draft.name.trim()) errors.push({ pointer: '/name', message: '请填写清单名称' })
  if (!draft.questionnaire) errors.push({ pointer: '/questionnaire', message: '请选择问卷' })
  draft.hours.forEach((h, i) => { if (h.from < '08:00' || h.until > '21:00') errors.push({ pointer: `/hours/${i}/from`, message: '8 点前、21 点后不得拨打' }) })
  if (draft.startsOn && draft.endsOn && draft.endsOn < draft.startsOn) errors.push({ pointer: '/endsOn', message: '结束日期早于开始日期' })
  if (errors.length > 0) throw new Refusal(422, 'worklist.invalid', '有些内容需要更正', { errors })
}

const found = (id: string) => {
  const one = settings.find(s => s.id === id)
  if (!one) throw new Refusal(404, 'worklist.unknown', '没有这个清单')
  return one
}
function tagged({ id, version, paused, pausedWhy, ...draft }: Kept, status = 200) {
  return { status, body: { id, settings: draft, paused, pausedWhy, openNow: worklists.find(w => w.id === id)?.openNow ?? true, version } satisfies WorklistView, etag: `"${version}"` }
}

function nextUp(list: string, query: URLSearchParams, lang: Lang): NextUp {
  const rows: TaskRow[] = tasks.filter((t, i) => t.worklistId === list && t.state === 'WAITING' && ['due', 'callback'].includes(tabOf(i)))
  const words = lang === 'zh' ? ['约定回拨，已到时间', '出院 48–72 小时之内', '到期应随访'] : ['Agreed callback, its time has come', 'Within 48–72 h of discharge', 'Due']
  return { items: rows.slice(0, Number(query.get('limit') ?? 20)).map((task, i) => ({ task, why: { code: ['CALLBACK', 'DISCHARGE_CLOCK', 'DUE'][Math.min(i, 2)]!, text: words[Math.min(i, 2)]! } })), at: stamp(0) }
}

export const colleagues: Colleague[] = [
  ...staff.filter(s => s.active).map((s, i): Colleague => ({ id: s.id, name: s.name, role: s.role, extension: s.extension, presence: (['READY', 'READY', 'ON_CALL', 'PAUSED'] as const)[i % 4]!, reachable: true })),
  { id: 'd1', name: '示例医生（呼吸内科值班）', role: 'PHYSICIAN', extension: '8020', presence: 'READY', reachable: true },
  { id: 'd2', name: 'Sample Interpreter', role: 'NURSE', extension: '8021', presence: 'OFFLINE', reachable: false },
]

export const worklistRoutes: Route[] = [
  ['GET', /^\/worklists$/, () => worklists],
  ['POST', /^\/worklists$/, ({ body }) => {
    checked(body as unknown as WorklistDraft)
    const one = { ...body as unknown as WorklistDraft, id: `w${settings.length + 1}`, version: 1, paused: false, pausedWhy: null }
    settings.push(one)
    worklists.push({ ...worklists[2]!, id: one.id, name: one.name, mode: one.mode, paused: false, pausedWhy: null, due: 0, waiting: 0, callbacks: 0, doneToday: 0, total: 0, version: 1 })
    return tagged(one, 201)
  }],
  ['GET', /^\/worklists\/([^/]+)$/, ({ params }) => tagged(found(params[0]!))],
  ['PUT', /^\/worklists\/([^/]+)$/, ({ params, body, request }) => {
    const one = found(params[0]!)
    const draft = body as unknown as WorklistDraft
    checked(draft)
    // a name with 冲突 in it plays the colleague who saved a moment before
    if (draft.name.includes('冲突') && one.version < 50) Object.assign(one, { name: `${one.name} 2`, maxAttempts: one.maxAttempts + 1, version: 50 })
    if (request.headers.get('If-Match') !== `"${one.version}"`) throw new Refusal(412, 'worklist.changed', '清单已被同事修改')
    Object.assign(one, draft, { version: one.version + 1 })
    Object.assign(worklists.find(w => w.id === one.id)!, { name: one.name, mode: one.mode, previewSeconds: one.previewSeconds, version: one.version })
    return tagged(one)
  }],
  ['POST', /^\/worklists\/gather\/preview$/, () => ({ fit: 12, elsewhere: 3, stopped: 1, taken: 8 })],
  ['POST', /^\/worklists\/gather\/undo$/, () => ({ back: 8, of: 8 })],
  ['POST', /^\/worklists\/([^/]+)\/gather$/, () => ({ effect: { fit: 12, elsewhere: 3, stopped: 1, taken: 8 }, undo: 'g1' })],
  ['POST', /^\/worklists\/([^/]+)\/pause$/, ({ params, body }) => {
    const change = { paused: body['paused'] === true, pausedWhy: body['paused'] ? String(body['reason'] ?? '') : null }
    Object.assign(found(params[0]!), change)
    return Object.assign(worklists.find(w => w.id === params[0])!, change)
  }],
  ['GET', /^\/worklists\/([^/]+)\/next$/, ({ params, query, lang }) => nextUp(params[0]!, query, lang)],
  ['POST', /^\/worklists\/([^/]+)\/next\/preview$/, ({ params, query, body, lang }) => {
    const draft = body as unknown as WorklistDraft
    checked(draft)
    const { items, at } = nextUp(params[0]!, query, lang)
    return { items: draft.order === found(params[0]!).order ? items : items.reverse(), at }
  }],
  ['GET', /^\/worklists\/([^/]+)\/pacing$/, ({ params, lang }) => {
    const one = found(params[0]!)
    const fell = one.mode === 'PREDICTIVE'
    return {
      mode: one.mode, effective: fell ? 'PROGRESSIVE' : one.mode, lines: 5, freeNurses: 2, ringing: 3, abandonedInWindow: fell ? 2 : 0, answeredInWindow: 160, abandonPercent: fell ? 1.3 : 0, cap: one.maxAbandonPercent ?? 1, at: stamp(0),
      talking: 4, waiting: 0,
      why: !fell ? null : { code: 'capReached', text: lang === 'zh' ? '放弃率已到上限，暂按渐进拨打，窗口内降下来后自动恢复' : 'The cap on abandoned calls is reached; progressive until the window is below it' },
    }
  }],
  ['GET', /^\/worklists\/([^/]+)\/pacing\/drop-rates$/, ({ params }) => found(params[0]!).mode === 'PREDICTIVE' ? {
    today: { day: dayOf(0), calls: 1240, abandoned: 9.2, live: 540, takenForMachines: 84, falsePositives: 0.05, percent: 1.68, limit: 3 },
    month: { from: dayOf(-12), until: dayOf(0), calls: 14_310, answered: 6_420, abandoned: 61, percent: 0.95, limit: 3, kept: true }, at: stamp(0),
  } : { today: { day: dayOf(0), calls: 0, abandoned: 0, live: 0, takenForMachines: 0, falsePositives: 0.05, percent: null, limit: 3 }, month: null, at: stamp(0) }],
  ['GET', /^\/worklists\/([^/]+)\/why$/, ({ params, lang }) => why(worklists.find(w => w.id === params[0])!, lang)],
  ['POST', /^\/reassign(\/preview)?$/, ({ params, body, lang }) => {
    const wanted = tasks.filter((task, i) => (body['tasks'] as string[] | null)?.includes(task.id) ?? i % 5 === 1)
    const held = wanted.filter(task => task.state === 'CLAIMED' || task.state === 'HELD')
    const moves = wanted.length - held.length
    const skipped = held.map(task => ({ taskId: task.id, code: 'inHand', text: lang === 'zh' ? '正在通话或正被处理' : 'in a call or in somebody’s hands' }))
    return params[0] ? { moves, skipped } : { moved: moves, skipped, undo: 'mock-undo' }
  }],
  ['POST', /^\/reassign\/undo$/, () => ({ back: 3, of: 3 })],
  ['GET', /^\/worklists\/[^/]+\/rules$/, ({ lang }) => rules(lang)],
  ['PUT', /^\/worklists\/[^/]+\/rules\/([^/]+)$/, ({ params, body }) => {
    if (Number(body['delayMinutes']) > 43_200) throw new Refusal(422, 'rule.invalid', '有些内容需要更正', { errors: [{ pointer: '/delayMinutes', message: '间隔不能超过 30 天' }] })
    mended[params[0]!] = body as unknown as RuleDraft
    return null
  }],
  ['DELETE', /^\/worklists\/[^/]+\/rules\/([^/]+)$/, ({ params }) => { delete mended[params[0]!]; return null }],
  ['GET', /^\/rules$/, ({ lang }) => rules(lang)],
  ['GET', /^\/teams$/, () => []],
  ['GET', /^\/questionnaires$/, () => [{ code: 'post-discharge', version: 2, title: '出院后随访', versions: [2, 1] }, { code: 'day-surgery', version: 1, title: '日间手术随访', versions: [1] }]],
  ['GET', /^\/colleagues$/, () => colleagues],
  ['GET', /^\/callbacks\/missed$/, ({ lang }) => tasks.filter(t => t.id === 't6' && t.state === 'WAITING').map(task => ({ task: { ...task, why: { code: 'CALLBACK', text: lang === 'zh' ? '约定回拨' : 'Agreed callback' } }, agreedAt: stamp(-25 * minute), minutesLate: 25, nurseName: '示例护士' }))],
]
