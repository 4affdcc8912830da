import type { ImportView, Me, NextFollowUp, Permission, RecordPatch, RecordRow, RecordView, Role } from '@/shared/api/schema'
import { alertRoutes, raise } from './alerts'
import { dispositions, form, type Lang } from './form'
import { houseRoutes } from './house'
import { importView, imports } from './imports'
import { libraryRoutes, trialRoutes } from './library'
import { close, line, place } from './line'
import { patients, recordRows, staff, stamp, tabOf, tasks } from './people'
import { hits, recording, transcript } from './sound'
import { speechRoutes } from './speech'
import { talkRoutes } from './talk'
import { patientRoutes } from './standing'
import { Refusal, type Call, type Route } from './route'
import { look, tapeRoutes } from './tape'
import { wallRoutes } from './wall'
import { push } from './wires'
import { worklistRoutes } from './worklists'

const rights: Record<Role, Permission[]> = {
  NURSE: ['call', 'record.read', 'record.write', 'recording.play', 'transcript.search', 'worklist.read', 'escalation'],
  SUPERVISOR: ['call', 'record.read', 'record.write', 'recording.play', 'transcript.search', 'worklist.read', 'import', 'audit.read', 'worklist.write', 'supervise', 'operate', 'recording.govern', 'recording.export', 'escalation', 'sensitive.read', 'speech.write', 'vocabulary.write', 'script.write'],
  QUALITY: ['record.read', 'recording.play', 'transcript.search', 'vocabulary.write', 'script.write'],
  PHYSICIAN: ['call', 'record.read', 'record.write', 'recording.play', 'worklist.read', 'escalation'],
  ADMIN: ['call', 'record.read', 'record.write', 'recording.play', 'transcript.search', 'worklist.read', 'import', 'audit.read', 'staff.admin', 'worklist.write', 'supervise', 'operate', 'recording.govern', 'recording.export', 'escalation', 'speech.write', 'vocabulary.write', 'script.write'],
}
let me: Me | null = null
let desk: 'BROWSER' | 'PHONE' = 'BROWSER'
const kept = sessionStorage.getItem('mock.login')
if (kept) me = person(kept)

function person(login: string): Me {
  const one = staff.find(s => s.login === login)
  if (!one) throw new Refusal(401, 'login.failed', '登录名或密码不对')
  return { ...one, departments: one.departments, extension: '8001', deskKind: desk, presence: 'READY', afterwards: null, pausedWhy: null, mustChangePassword: login === 'lead', permissions: rights[one.role] }
}

let tried = 0
const testView = () => {
  const since = Date.now() - tried
  return { state: since < 1_500 ? 'RINGING' : since < 15_000 ? 'HEARD' : 'ENDED', deskKind: desk, sound: since < 15_000 ? null : { mos: 4.3, jitterMs: 2.1, lossPercent: 0 } }
}
const deskView = () => ({ extension: '8001', deskKind: desk, reachable: true, auto: me?.login === 'nurse', account: { socket: 'ws://127.0.0.1:1/sip', uri: 'sip:b8001@127.0.0.1', user: 'b8001', password: 'mock' } })
const view = (record: RecordView, lang: Lang) => ({ body: { ...record, questionnaire: form(lang) }, etag: `"${record.version}"` })

function fromRow(row: RecordRow): RecordView {
  const patient = patients[Number(row.id.slice(1)) % patients.length]!
  const complete = row.completion === 'COMPLETE'
  return {
    ...row, version: 3, patientId: patient.id, taskId: 't1', callId: 'c0', attemptNo: 1, signedBy: row.state === 'OPEN' ? null : row.nurseName ?? 'system', questionnaire: form('zh'),
    answers: complete ? { who: 'PATIENT', identity: true, feeling: row.clinical === 'URGENT' ? 'WORSE' : 'BETTER', ...(row.clinical === 'URGENT' ? { problem: '夜间咳嗽加重' } : {}), pain: row.clinical === 'URGENT' ? 7 : 3, signs: ['DIZZY'], taking: 'SOMETIMES', why: 'FORGOT', visit: true } : {},
    told: complete ? { who: { fromMs: 4_000, toMs: 4_000 }, identity: { fromMs: 11_000, toMs: 11_000 }, feeling: { fromMs: 17_500, toMs: 17_500 }, pain: { fromMs: 24_000, toMs: 24_000 } } : {},
    note: complete ? '夜间偶有咳嗽，嘱多饮水。' : null, relation: row.reached === 'PROXY' ? 'CHILD' : null, dispositionText: dispositions('zh').find(d => d.code === row.disposition)?.text ?? null, q850: null,
    orderedAt: row.at, answeredAt: row.durationMs ? row.at : null, endedAt: row.at, signedAt: row.at, savedAt: row.at, mine: true, nextStep: { text: '按计划下次随访', at: stamp(6 * 86_400_000) },
    recording: row.hasRecording ? { id: row.id.replace('r', 'a'), state: recording(row.id.replace('r', 'a')).state } : null, transcript: row.hasTranscript ? { id: `x${row.id}`, state: 'READY' } : null,
  }
}

function found(id: string): RecordView {
  if (line.record?.id === id) return line.record
  const row = recordRows.find(r => r.id === id)
  if (!row) throw new Refusal(404, 'record.unknown', '没有这条记录')
  return fromRow(row)
}

function patch(id: string, changes: RecordPatch): RecordView {
  const before = found(id)
  const answers = Object.fromEntries(Object.entries({ ...before.answers, ...changes.answers }).filter(([, v]) => v !== null)) as RecordView['answers']
  line.record = { ...before, ...changes, answers, version: before.version + 1, savedAt: stamp(0) } as RecordView
  const items = form('zh').items
  for (const item of items.flatMap(one => [one, ...one.item ?? []])) for (const flag of (item.redFlag ?? []).filter(f => f.when.operator === '>=' ? Number(answers[item.linkId]) >= Number(f.when.answer) : answers[item.linkId] === f.when.answer)) raise(id, before.patientId, item.linkId, answers[item.linkId]!, item.text, flag.text, flag.level ?? 'URGENT')
  return line.record
}

function taskPage({ query }: Call) {
  const tab = query.get('tab') ?? 'due'
  const q = query.get('q') ?? ''
  const alarmed = (query.get('patients') ?? '').split(',')
  const of = (name: string) => name === 'alert' ? tasks.filter(t => t.state !== 'DONE' && alarmed.includes(t.patientId)) : name === 'overdue' ? tasks.filter((t, i) => t.state !== 'DONE' && i < 2) : tasks.filter((t, i) => (t.state === 'DONE' ? 'done' : tabOf(i)) === name && (!query.get('worklist') || t.worklistId === query.get('worklist')))
  return {
    items: of(tab).filter(t => t.patientName.includes(q) || t.admissionNo.includes(q)), next: null,
    counts: { due: of('due').length, overdue: of('overdue').length, alert: of('alert').length, waiting: of('waiting').length, callback: of('callback').length, done: of('done').length, supervisor: 0, lost: 0 }, progress: { doneToday: 10 + of('done').length, plannedToday: 40 },
  }
}

function claim(id: string) {
  const task = tasks.find(t => t.id === id)!
  if (task.state === 'CLAIMED' && !task.mine) throw new Refusal(409, 'task.taken', `${task.claimedBy} 正在处理这位患者`)
  return Object.assign(task, { state: 'CLAIMED', mine: true, claimedBy: me!.name })
}

const routes: Route[] = [
  ...speechRoutes, ...libraryRoutes, ...trialRoutes,
  ...worklistRoutes, ...houseRoutes, ...patientRoutes, ...talkRoutes, ...tapeRoutes, ...wallRoutes, ...alertRoutes,
  ['GET', /^\/session$/, () => { if (!me) throw new Refusal(401, 'session.none', '请先登录'); return me }],
  ['POST', /^\/session$/, ({ body }) => {
    if (body['password'] === 'wrong') throw new Refusal(401, 'login.failed', '登录名或密码不对')
    me = person(String(body['login']))
    sessionStorage.setItem('mock.login', me.login)
    return me
  }],
  ['DELETE', /^\/session$/, () => { sessionStorage.removeItem('mock.login'); me = null; return null }],
  ['PUT', /^\/session\/password$/, () => { me = { ...me!, mustChangePassword: false }; return null }],
  ['PUT', /^\/presence$/, ({ body }) => {
    const wanted = body['presence'] as Me['presence']
    const busy = me!.presence === 'ON_CALL' || me!.presence === 'WRAPPING_UP'
    me = { ...me!, ...(busy ? { afterwards: wanted as Me['afterwards'] } : { presence: wanted }), pausedWhy: (body['reason'] as string | undefined) ?? null }
    return me
  }],
  ['GET', /^\/desk$/, deskView],
  ['PUT', /^\/desk$/, ({ body }) => { desk = body['deskKind'] as typeof desk; return deskView() }],
  ['POST', /^\/desk\/test$/, () => { tried = Date.now(); return testView() }],
  ['GET', /^\/desk\/test$/, testView],
  ['DELETE', /^\/desk\/test$/, () => { tried = 0; return null }],
  ['GET', /^\/status$/, () => ({ telephony: { up: true, detail: 'Asterisk 22.10' }, disk: { up: true, detail: '' }, store: { up: false, detail: 'connection refused' }, models: [{ language: 'zh', name: 'demo-zh', present: true, demo: true }, { language: 'en', name: 'demo-en', present: false, demo: true }], database: { up: true }, spoolWaiting: 2, transcriptsWaiting: 1, version: 'mocked' })],
  ['GET', /^\/leaflets$/, ({ lang }) => ({ leaflet: lang === 'zh' ? { code: 'lung', title: '呼吸系统疾病出院后', advice: ['不吸烟，远离二手烟', '室内常通风，注意保暖'], medicines: ['吸入药按教您的步骤使用，用后漱口'], warnings: ['气喘比平时明显加重或说不完一句话', '嘴唇或指甲发紫', '再次发热超过 38 ℃'] } : { code: 'lung', title: 'After a stay for your lungs', advice: ['Do not smoke, and stay away from smoke', 'Air your rooms and keep warm'], medicines: ['Use your inhaler step by step as you were shown'], warnings: ['Much more short of breath than usual', 'Blue lips or nails', 'Fever above 38 °C again'] }, answers: { agreed: ['problem'], appointments: [] } })],
  ['GET', /^\/tasks$/, taskPage],
  ['GET', /^\/tasks\/([^/]+)\/dial-key$/, ({ params, lang }) => {
    const off = params[0] === 't3'
    return { works: !off, attempt: 2, maxAttempts: 4, today: 1, perDay: 4, week: 3, perWeek: 8, messageLeft: false, reasons: off ? [{ code: 'windowClosed', text: lang === 'zh' ? '现在不是可以给该患者打电话的时段，到 14:00 为止' : 'Outside the hours at which this patient may be called, until 14:00', until: stamp(5_400_000) }] : [] }
  }],
  ['POST', /^\/tasks\/next$/, () => {
    const task = tasks.find((t, i) => t.state === 'WAITING' && ['due', 'callback'].includes(tabOf(i)))
    return task ? { task: claim(task.id), why: [] } : { task: null, why: [{ code: 'LATER', text: '等待到期', count: 3 }] }
  }],
  ['POST', /^\/tasks\/([^/]+)\/claim$/, ({ params }) => claim(params[0]!)],
  ['POST', /^\/tasks\/([^/]+)\/release$/, ({ params }) => { Object.assign(tasks.find(t => t.id === params[0])!, { state: 'WAITING', mine: false, claimedBy: null }); push('task.changed', params[0]!); return null }],
  ['GET', /^\/patients\/([^/]+)$/, ({ params }) => patients.find(p => p.id === params[0]) ?? (() => { throw new Refusal(404, 'patient.unknown', '没有这位患者') })()],
  ['GET', /^\/records$/, ({ query }) => ({ items: recordRows.filter(r => (!query.get('q') || r.patientName.includes(query.get('q')!)) && (!query.get('disposition') || r.disposition === query.get('disposition'))), next: null })],
  ['GET', /^\/records\/([^/]+)$/, ({ params, lang }) => view(found(params[0]!), lang)],
  ['PATCH', /^\/records\/([^/]+)$/, ({ params, body, request, lang }) => {
    if (request.headers.get('If-Match') !== `"${found(params[0]!).version}"`) throw new Refusal(412, 'record.changed', '记录已被修改', { current: found(params[0]!) })
    return view(patch(params[0]!, body as RecordPatch), lang)
  }],
  ['POST', /^\/records\/([^/]+)\/sign$/, ({ params, body, lang }) => {
    const { disposition, reached, completion, clinical } = body as unknown as RecordView
    line.record = { ...found(params[0]!), disposition, reached, completion, clinical, state: 'SIGNED', signedAt: stamp(0), signedBy: me!.name, version: 99 }
    close()
    return view(line.record, lang)
  }],
  ['POST', /^\/records\/([^/]+)\/reopen$/, ({ params, body }) => {
    const before = found(params[0]!)
    line.record = { ...before, state: 'OPEN', mine: true, version: before.version + 1, past: [{ version: before.version, disposition: before.disposition!, dispositionText: before.dispositionText ?? '', answers: before.answers, reached: before.reached, relation: before.relation, completion: before.completion, clinical: before.clinical, note: before.note ?? '', signedBy: before.signedBy ?? 'system', signedAt: before.signedAt!, callbackAt: null, reopenedBy: me!.name, reopenedAt: stamp(0), why: String(body['reason']) }] }
    return line.record
  }],
  ['GET', /^\/tasks\/([^/]+)\/next-follow-up$/, (): NextFollowUp => ({ on: stamp(7 * 86_400_000).slice(0, 10), day: 7, from: stamp(86_400_000).slice(0, 10), until: stamp(730 * 86_400_000).slice(0, 10) })],
  ['GET', /^\/dispositions$/, ({ lang }) => dispositions(lang)],
  ['GET', /^\/recordings\/([^/]+)$/, ({ params }) => ({ ...recording(params[0]!), ...look })],
  ['GET', /^\/recordings\/([^/]+)\/transcript$/, ({ params }) => transcript(params[0]!)],
  ['GET', /^\/transcripts$/, ({ query }) => ({ items: hits(query.get('q') ?? ''), next: null })],
  ['GET', /^\/imports$/, () => imports.map(one => ({ ...one, rows: null, errors: null }))],
  ['POST', /^\/imports$/, async ({ request }) => ({ status: 201, body: importView(((await request.formData()).get('file') as File).name) })],
  ['GET', /^\/imports\/([^/]+)$/, ({ params }) => advance(imports.find(i => i.id === params[0])!)],
  ['POST', /^\/imports\/([^/]+)\/commit$/, ({ params }) => Object.assign(imports.find(i => i.id === params[0])!, { state: 'COMMITTING', progress: 10 })],
  ['DELETE', /^\/imports\/([^/]+)$/, ({ params }) => { Object.assign(imports.find(i => i.id === params[0])!, { state: 'DISCARDED' }); return null }],
  ['GET', /^\/staff$/, () => staff],
  ['POST', /^\/staff$/, ({ body }) => { const one = { ...body, id: `s${staff.length + 1}`, lockedUntil: null } as (typeof staff)[number]; staff.push(one); return { status: 201, body: { ...one, firstPassword: 'mock-7319-demo' } } }],
  ['PATCH', /^\/staff\/([^/]+)$/, ({ params, body }) => Object.assign(staff.find(s => s.id === params[0])!, body)],
  ['POST', /^\/staff\/([^/]+)\/unlock$/, ({ params }) => Object.assign(staff.find(s => s.id === params[0])!, { lockedUntil: null })],
  ['POST', /^\/staff\/([^/]+)\/reset-password$/, () => ({ firstPassword: 'mock-2846-demo' })],
  ['GET', /^\/audit$/, () => ({ items: Array.from({ length: 14 }, (_, i) => ({ at: stamp(-i * 400_000), who: i % 3 ? 'nurse' : 'admin', action: ['recording.played', 'record.signed', 'patient.viewed', 'session.opened'][i % 4], subjectType: ['recording', 'record', 'patient', 'session'][i % 4], subjectId: `019aa0e4-0000-7000-8000-00000000000${i % 10}`, detail: null })), next: null })],
]

/** A progressive list: while the nurse is ready and free, the next patient is dialed for her. */
let freeSince = Date.now()
setInterval(() => {
  if (me?.login !== 'nurse') return
  const live = line.call !== null && line.call.state !== 'WRAP_UP'
  const presence = live ? 'ON_CALL' : line.call ? 'WRAPPING_UP' : me.presence === 'ON_CALL' || me.presence === 'WRAPPING_UP' ? me.afterwards ?? 'READY' : me.presence
  if (presence !== me.presence) {
    me = { ...me, presence, afterwards: live || line.call ? me.afterwards : null }
    freeSince = Date.now()
    push('me.changed', null)
  }
  if (me.presence !== 'READY' || line.call || Date.now() - freeSince < 4000) return
  const task = tasks.find((t, i) => t.state === 'WAITING' && tabOf(i) === 'due')
  if (!task) return
  claim(task.id)
  place(task.id, `k${task.patientId.slice(1)}a`)
  push('call.changed', null)
}, 500)

function advance(one: ImportView): ImportView {
  if (one.state === 'COMMITTING') Object.assign(one, one.progress >= 90 ? { state: 'COMMITTED', progress: 100 } : { progress: one.progress + 30 })
  return one
}

export async function answer(request: Request, url: URL): Promise<Response> {
  const path = url.pathname.replace('/api/v1', '')
  const lang: Lang = request.headers.get('Accept-Language')?.startsWith('en') ? 'en' : 'zh'
  const json = (status: number, body: unknown, etag?: string) => new Response(body === null || body === undefined ? null : JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...(etag ? { ETag: etag } : {}) } })
  try {
    for (const [method, pattern, handle] of routes) {
      const match = request.method === method ? pattern.exec(path) : null
      if (!match) continue
      const type = request.headers.get('Content-Type') ?? ''
      const body = type.includes('application/json') ? await request.json() as Record<string, unknown> : {}
      const reply = await handle({ params: match.slice(1), query: url.searchParams, body, request, lang })
      if (reply === null) return json(204, null)
      return 'body' in reply ? json((reply as { status?: number }).status ?? 200, reply.body, (reply as { etag?: string }).etag) : json(200, reply)
    }
    return json(404, { code: 'mock.unknown', detail: `No mock for ${request.method} ${path}` })
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    return json(refusal.status, { status: refusal.status, code: refusal.code, detail: refusal.detail, errors: [], ...refusal.more })
  }
}
