import type { DutyLevel, DutyLevels, DutyRoster, DutyShift, EscalationRow, EscalationStep, EscalationTally, EscalationView } from '@/shared/api/schema-escalation'
import { place } from './line'
import { patients, staff, stamp } from './people'
import type { Route } from './route'
import { push } from './wires'

const minute = 60_000
const row = (i: number, more: Partial<EscalationRow>): EscalationRow => {
  const p = patients[i]!
  return {
    id: `e${i}`, recordId: 'r3', patientId: p.id, patientName: p.name, admissionNo: p.admissionNo, department: p.department, ward: p.ward, state: 'RAISED', severity: 'URGENT', kind: 'CLINICAL', level: 'NURSE', ownerName: '示例护士', mine: true,
    rule: 'pain#1', question: '疼痛评分', answer: 8, answerText: null, advice: '疼痛明显：核对止痛药，告知责任医生', raisedAt: stamp(-40 * minute), dueAt: stamp(200 * minute), climbsAt: stamp(200 * minute), acknowledgedAt: null, closedAt: null, ...more,
  }
}
const rows: EscalationRow[] = [
  row(0, { severity: 'EMERGENCY', question: '胸痛或呼吸困难', answer: true, advice: '立即建议就近急诊，必要时呼叫急救，并通知责任医生', level: 'DOCTOR', ownerName: '示例医生', raisedAt: stamp(-7 * minute), dueAt: stamp(-2 * minute), climbsAt: stamp(3 * minute) }),
  row(1, { state: 'ACKNOWLEDGED', acknowledgedAt: stamp(-20 * minute), dueAt: stamp(31 * minute), raisedAt: stamp(-209 * minute) }),
  row(2, {}),
  row(3, { severity: 'ROUTINE', question: '知道复诊时间', answer: false, advice: '不知道复诊时间：帮助预约并告知', dueAt: stamp(47 * 60 * minute), raisedAt: stamp(-60 * minute), ownerName: null, mine: false, level: 'SPECIALIST' }),
  row(4, { state: 'HANDED_OVER', question: '出院后总体感觉', answer: 'WORSE', answerText: '加重', advice: '病情加重：询问经过，告知责任医生', level: 'DOCTOR', ownerName: '示例医生', mine: false, dueAt: stamp(90 * minute) }),
  row(4, { id: 'e6', kind: 'COMPLAINT', severity: 'ROUTINE', question: '有投诉', answer: true, advice: '有投诉：登记原话，由投诉专员答复患者', ownerName: '示例护士乙', mine: false, dueAt: stamp(40 * 60 * minute) }),
  row(5, { state: 'CLOSED', closedAt: stamp(-30 * minute), raisedAt: stamp(-180 * minute), climbsAt: null, mine: false }),
]
const history: Record<string, EscalationStep[]> = {}
const step = (kind: EscalationStep['kind'], who: string | null, more: Partial<EscalationStep> = {}): EscalationStep => ({ at: stamp(0), kind, who, level: 'NURSE', owner: '示例护士', planned: null, note: null, call: null, ...more })
/** Told to who is not signed in. */
const toldAfter = (at: string) => new Date(Date.parse(at) + 2000).toISOString()
for (const one of rows) history[one.id] = [step('RAISED', '示例护士乙', { at: one.raisedAt, owner: one.ownerName, level: one.level }), ...(one.ownerName ? [step('TOLD_OUTSIDE', null, { at: toldAfter(one.raisedAt), owner: one.ownerName, level: one.level })] : []), ...(one.acknowledgedAt ? [step('ACKNOWLEDGED', '示例护士', { at: one.acknowledgedAt })] : []), ...(one.state === 'CLOSED' ? [step('CLOSED', '示例医生', { note: '已调整止痛药，明日门诊复查' })] : [])]
const view = (id: string): EscalationView => {
  const one = rows.find(r => r.id === id)!
  return { row: one, questionnaire: 'post-discharge', questionnaireVersion: 1, heardSecond: 83, recording: { id: 'a3', state: 'STORED' }, closingCall: one.state === 'CLOSED' ? 'c9' : null, closingWhy: null, history: history[id]!, callBacks: id === 'e1' ? [{ call: 'c9', record: 'r1', form: 'call-back', at: stamp(-10 * minute), reached: true, live: false, by: '示例医生' }] : [], answered: null, origin: null }
}
const counts = () => {
  const open = rows.filter(r => r.state !== 'CLOSED' && r.state !== 'WITHDRAWN')
  return { open: open.length, mine: open.filter(r => r.mine).length, mineWaiting: open.filter(r => r.mine && r.state !== 'ACKNOWLEDGED').length, overdue: open.filter(r => Date.parse(r.dueAt) < Date.now()).length, waiting: open.filter(r => r.state !== 'ACKNOWLEDGED').length, unowned: open.filter(r => !r.ownerName).length }
}
const change = (id: string, to: Partial<EscalationRow>, did: EscalationStep) => {
  Object.assign(rows.find(r => r.id === id)!, to)
  history[id]!.push(did)
  push('escalation.changed', id)
  return view(id)
}
const person = (login: string) => { const one = staff.find(s => s.login === login)!; return { id: one.id, name: one.name, active: true, days: [], from: null, until: null } }
const none = (): DutyLevels => ({ NURSE: [], SPECIALIST: [], DOCTOR: [], HEAD: [] })
const clinical: DutyRoster['departments'] = [{ kind: 'CLINICAL', department: '*', levels: { ...none(), HEAD: [person('lead')] } }, ...['呼吸内科', '心内科', '内分泌科', '普外科'].map((department, i) => ({ kind: 'CLINICAL' as const, department, levels: i === 0 ? { ...none(), NURSE: [person('nurse'), person('nurse2')] } : none() }))]
const duty: DutyRoster['departments'] = [...clinical, ...clinical.map((one, i) => ({ kind: 'COMPLAINT' as const, department: one.department, levels: i === 0 ? { ...none(), NURSE: [person('nurse2')] } : none() }))]
const roster = (): DutyRoster => ({ departments: duty, colleagues: staff.filter(s => s.active).map(s => ({ id: s.id, name: s.name, role: s.role, all: true, departments: [] })), absences: away })
const away: DutyRoster['absences'] = []
const ladder: DutyLevel[] = ['NURSE', 'SPECIALIST', 'DOCTOR', 'HEAD']
const tally = (found: number): EscalationTally => ({ found, acknowledged: found - 1, closed: found - 2, closedInTime: Math.max(0, found - 4), calledBack: Math.max(0, found - 5), climbed: 2 })

/** As the server does it: an answer that is a red flag raises one while the talk goes on. */
export function raise(recordId: string, patientId: string, linkId: string, answer: EscalationRow['answer'], question: string, advice: string, severity: EscalationRow['severity']) {
  const id = `raised-${recordId}-${linkId}`
  if (rows.some(r => r.id === id)) return
  const patient = patients.findIndex(p => p.id === patientId)
  rows.unshift({ ...row(Math.max(0, patient), { id, recordId, rule: `${linkId}#1`, question, answer, advice, severity, raisedAt: stamp(0), dueAt: stamp(240 * minute), climbsAt: stamp(240 * minute), mine: false, ownerName: '示例护士乙' }) })
  history[id] = [step('RAISED', '示例护士')]
  push('escalation.raised', id)
}

export const alertRoutes: Route[] = [
  ['GET', /^\/escalations$/, ({ query }) => ({
    items: rows.filter(r => (query.get('record') ? r.recordId === query.get('record') : true) && (query.get('state') === 'closed' ? r.state === 'CLOSED' : r.state !== 'CLOSED') && (!query.get('mine') || r.mine) && (!query.get('overdue') || Date.parse(r.dueAt) < Date.now()) && (!query.get('kind') || r.kind === query.get('kind')) && (!query.get('severity') || r.severity === query.get('severity')) && (!query.get('q') || r.patientName.includes(query.get('q')!)))
      .sort((a, b) => a.dueAt < b.dueAt ? -1 : 1), next: null, counts: counts(), at: stamp(0),
  })],
  ['GET', /^\/escalations\/patients$/, () => rows.filter(r => r.state !== 'CLOSED' && r.state !== 'WITHDRAWN').map(r => ({ patientId: r.patientId, worst: r.severity, open: r.patientId === 'p0' ? 2 : 1, dueAt: r.dueAt }))],
  ['GET', /^\/escalations\/counts$/, () => ({ counts: counts(), at: stamp(0) })],
  ['GET', /^\/escalations\/statistics$/, () => ({
    from: stamp(-30 * 24 * 60 * minute), to: stamp(0), whole: tally(42), severities: [{ severity: 'URGENT', tally: tally(27) }, { severity: 'ROUTINE', tally: tally(11) }, { severity: 'EMERGENCY', tally: tally(6) }], levels: [{ level: 'NURSE', tally: tally(30) }, { level: 'DOCTOR', tally: tally(9) }],
    wards: [{ department: '呼吸内科', ward: '3 病区', tally: tally(20) }, { department: '心内科', ward: '1 病区', tally: tally(14) }],
    rules: [{ questionnaire: 'post-discharge', version: 1, rule: 'wound#3', question: '伤口情况', advice: '伤口裂开：立即就诊', severity: 'EMERGENCY', asked: 212, fired: 0, verdict: 'NEVER', tally: tally(6) }, { questionnaire: 'post-discharge', version: 1, rule: 'pain#1', question: '疼痛评分', advice: '疼痛明显', severity: 'URGENT', asked: 230, fired: 17, verdict: 'USEFUL', tally: tally(17) }, { questionnaire: 'day-surgery', version: 1, rule: 'pain#1', question: '疼痛评分', advice: '疼痛明显', severity: 'URGENT', asked: 9, fired: 2, verdict: 'TOO_FEW', tally: tally(5) }],
    complaints: { tally: tally(7), answered: 5, solved: 3, partly: 1, unsolved: 1, rated: 5, content: 4 },
  })],
  ['GET', /^\/outside$/, () => ({ used: true, host: 'gateway.example', failing: null })],
  ['POST', /^\/outside\/test$/, () => ({ told: true, text: '网关已收下（HTTP 204）' })],
  ['GET', /^\/escalations\/([^/]+)$/, ({ params }) => view(params[0]!)],
  ['POST', /^\/escalations\/([^/]+)\/acknowledge$/, ({ params }) => change(params[0]!, { state: 'ACKNOWLEDGED', mine: true, ownerName: '示例护士', acknowledgedAt: stamp(0) }, step('ACKNOWLEDGED', '示例护士'))],
  ['POST', /^\/escalations\/([^/]+)\/hand-over$/, ({ params, body }) => change(params[0]!, { state: 'HANDED_OVER', mine: false, ownerName: '示例医生', level: (body['level'] as DutyLevel | null) ?? 'DOCTOR' }, step('HANDED_OVER', '示例护士', { owner: '示例医生', level: 'DOCTOR', note: body['note'] as string | null }))],
  ['POST', /^\/escalations\/([^/]+)\/note$/, ({ params, body }) => change(params[0]!, {}, step('NOTED', '示例护士', { note: String(body['note']) }))],
  ['POST', /^\/escalations\/([^/]+)\/close$/, ({ params, body }) => change(params[0]!, { state: 'CLOSED', closedAt: stamp(0), climbsAt: null }, step('CLOSED', '示例护士', { note: body['why'] as string | null }))],
  ['POST', /^\/escalations\/([^/]+)\/call-back$/, ({ params }) => {
    const p = view(params[0]!).row.patientId
    return { status: 201, body: place(`t${p.slice(1)}`, `k${p.slice(1)}a`) }
  }],
  ['GET', /^\/duty-roster$/, () => ({ body: roster(), etag: '"1"' })],
  ['GET', /^\/duty-roster\/on-duty$/, ({ query }) => ({
    at: query.get('at') ?? stamp(0).slice(0, 16), zone: 'Asia/Shanghai',
    told: duty.flatMap(one => ladder.flatMap((asked, i) => ladder.slice(i).flatMap(level => (one.levels[level][0] ? [{ kind: one.kind, department: one.department, asked, level, name: one.levels[level][0].name, here: true }] : [])).slice(0, 1))),
  })],
  ['GET', /^\/duty-roster\/gaps$/, ({ query }) => {
    const one = duty.find(d => d.kind === query.get('kind') && d.department === query.get('department'))
    const night = [0, 1, 2, 3].map(n => ({ from: `${stamp(n * 1440 * minute).slice(0, 10)}T20:00`, until: `${stamp((n + 1) * 1440 * minute).slice(0, 10)}T08:00` }))
    return { body: { from: stamp(0).slice(0, 16), zone: 'Asia/Shanghai', gaps: ladder.flatMap(level => (one?.levels[level].some(p => p.from) ? night.map(gap => ({ level, ...gap })) : [])) } }
  }],
  ['POST', /^\/duty-roster\/absences$/, ({ body }) => {
    const wish = body as { who: string; from: string; until: string }
    away.push({ ...wish, name: staff.find(s => s.id === wish.who)!.name })
    return roster()
  }],
  ['DELETE', /^\/duty-roster\/absences\/([^/]+)\/([^/]+)$/, ({ params }) => {
    away.splice(away.findIndex(one => one.who === params[0] && one.from === params[1]), 1)
    return { status: 204 }
  }],
  ['PUT', /^\/duty-roster$/, ({ body }) => {
    const wish = body as { kind: DutyRoster['departments'][number]['kind']; department: string; levels: Record<DutyLevel, DutyShift[]> }
    const named = (shifts: DutyShift[]) => shifts.map(shift => ({ ...shift, name: staff.find(s => s.id === shift.id)!.name, active: true }))
    Object.assign(duty.find(d => d.kind === wish.kind && d.department === wish.department)!, { levels: { NURSE: named(wish.levels.NURSE), SPECIALIST: named(wish.levels.SPECIALIST), DOCTOR: named(wish.levels.DOCTOR), HEAD: named(wish.levels.HEAD) } })
    return { body: roster(), etag: '"2"' }
  }],
]
