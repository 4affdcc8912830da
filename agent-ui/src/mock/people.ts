import type { Contact, Patient, RecordRow, StaffView, TaskRow, Worklist } from '@/shared/api/schema'

const names = ['示例·甲一', '示例·乙二', '示例·丙三', '示例·丁四', '示例·戊五', '示例·己六', 'Sample Aster', 'Sample Birch', '示例·庚七', '示例·辛八', 'Sample Cedar', '示例·壬九', 'Sample Dahlia', '示例·癸十', '示例·子一', 'Sample Elder']
const illnesses = ['社区获得性肺炎', '冠状动脉支架术后', '2 型糖尿病', '腹腔镜胆囊切除术后', '慢性阻塞性肺疾病', '髋关节置换术后']
const wards = ['呼吸内科 3 病区', '心内科 1 病区', '内分泌科', '普外科 2 病区']
const hour = 3_600_000

export const stamp = (msFromNow: number) => new Date(Date.now() + msFromNow).toISOString().replace('Z', '+00:00')
const date = (daysAgo: number) => new Date(Date.now() - daysAgo * 24 * hour).toISOString().slice(0, 10)
export const numberOf = (i: number) => `+861000000${String(1000 + i).slice(-4)}`
export const masked = (number: string) => `${number.slice(0, 3)}********${number.slice(-2)}`

export const worklists: Worklist[] = [
  { id: 'w1', name: '出院 72 小时随访（演示）', departments: ['呼吸内科'], questionnaire: 'post-discharge', questionnaireTitle: '出院后随访', mode: 'PROGRESSIVE', paused: false, canDial: 7, version: 4, openNow: true, due: 9, waiting: 3, callbacks: 2, doneToday: 12, total: 26 },
  { id: 'w2', name: '日间手术随访（演示）', departments: ['普外科'], questionnaire: 'day-surgery', questionnaireTitle: '日间手术随访', mode: 'PREVIEW', previewSeconds: 30, paused: false, canDial: 0, version: 2, openNow: true, due: 4, waiting: 1, callbacks: 0, doneToday: 0, total: 5 },
  { id: 'w3', name: '慢阻肺三个月随访（演示）', departments: ['呼吸内科'], questionnaire: 'copd-90', questionnaireTitle: '慢阻肺随访', mode: 'MANUAL', paused: true, pausedWhy: '病区暂停，等新问卷', version: 9, openNow: true, due: 31, waiting: 12, callbacks: 1, doneToday: 3, total: 46 },
]

const contactsOf = (i: number): Contact[] => [
  { id: `k${i}a`, relation: 'SELF', name: names[i]!, masked: masked(numberOf(i)), good: i % 3, tried: i % 4, invalid: false },
  { id: `k${i}b`, relation: 'CHILD', name: `${names[i]!}之子女`, masked: masked(numberOf(i + 28)), good: 0, tried: 0, invalid: i % 5 === 4 },
]

export const patients: Patient[] = names.map((name, i) => ({
  id: `p${i}`, name, sex: i % 2 ? 'FEMALE' : 'MALE', birthDate: `19${40 + i * 2}-0${1 + i % 9}-15`, age: 86 - i * 2, admissionNo: `DEMO${2026000 + i}`,
  language: name.startsWith('Sample') ? 'en' : 'zh', department: wards[i % 4]!.split(' ')[0]!, ward: wards[i % 4]!.split(' ').slice(1).join(' ') || null,
  attendingDoctor: '示例医生', responsibleNurse: '示例护士', admittedOn: date(12 + i % 3), dischargedOn: date(1 + i % 5), daysSinceDischarge: 1 + i % 5,
  diagnosis: illnesses[i % 6]!, icd10: ['J18.9', 'Z95.5', 'E11.9', 'K80.2', 'J44.9', 'Z96.6'][i % 6]!, operation: i % 6 === 3 ? '腹腔镜胆囊切除术' : null,
  dischargeCondition: '好转', address: '示例市虚构区不存在路 0 号', insurance: '城镇职工', note: i % 5 === 0 ? '独居，听力差' : null, allergies: i % 4 === 0 ? '青霉素、磺胺' : null, highRisk: i % 3 === 0, consent: { calls: true, recording: i % 6 !== 5 },
  contacts: contactsOf(i), timeline: [
    { at: stamp(-26 * hour), kind: 'ATTEMPT', text: '第 1 次：无人接听', recordId: 'r2' },
    { at: stamp(-3 * 24 * hour), kind: 'DISCHARGED', text: `出院：${illnesses[i % 6]!}，好转`, recordId: null },
    { at: stamp(-12 * 24 * hour), kind: 'ADMITTED', text: `入院：${wards[i % 4]!}`, recordId: null },
  ],
}))

export const tasks: TaskRow[] = patients.map((p, i) => ({
  id: `t${i}`, worklistId: i % 4 === 3 ? 'w2' : 'w1', patientId: p.id, patientName: p.name, sex: p.sex, age: p.age, admissionNo: p.admissionNo, department: p.department, ward: p.ward,
  diagnosis: p.diagnosis, dischargedOn: p.dischargedOn, daysSinceDischarge: p.daysSinceDischarge, dueAt: stamp((i - 5) * hour), state: i === 3 ? 'CLAIMED' : i > 13 ? 'DONE' : 'WAITING',
  attempts: i % 3, lastDisposition: i % 3 ? 'NO_ANSWER' : null, claimedBy: i === 3 ? '示例护士乙' : null, mine: false,
  why: i < 2 ? { code: 'OVERDUE', text: '已超期' } : i === 2 ? { code: 'CALLBACK', text: '约定回拨' } : { code: 'DUE', text: '今日到期' }, nextAt: i > 10 && i < 14 ? stamp(i * hour) : null, allergies: p.allergies ?? null, highRisk: p.highRisk ?? false,
}))
export const tabOf = (i: number) => i > 13 ? 'done' : i > 10 ? 'waiting' : i === 2 || i === 6 ? 'callback' : 'due'

const row = (i: number, more: Partial<RecordRow>): RecordRow => ({
  id: `r${i}`, patientName: names[i % names.length]!, admissionNo: `DEMO${2026000 + i}`, department: wards[i % 4]!.split(' ')[0]!, nurseName: '示例护士', at: stamp(-i * 5 * hour),
  disposition: 'COMPLETED_ROUTINE', lineResult: 'ANSWERED', reached: 'PATIENT', completion: 'COMPLETE', clinical: 'ROUTINE', state: 'SIGNED', durationMs: 96_000, hasRecording: true, hasTranscript: true, ...more,
})
const silent: Partial<RecordRow> = { nurseName: null, reached: 'NOBODY', completion: 'NOT_STARTED', clinical: 'NONE', durationMs: null, hasRecording: false, hasTranscript: false }
export const recordRows: RecordRow[] = [
  row(1, {}), row(2, { ...silent, disposition: 'NO_ANSWER', lineResult: 'NO_ANSWER' }), row(3, { disposition: 'COMPLETED_ESCALATED', clinical: 'URGENT' }),
  row(4, { ...silent, disposition: 'BUSY', lineResult: 'BUSY' }), row(5, { reached: 'PROXY', disposition: 'NOT_HOME_PROXY_ANSWERED', completion: 'NOT_STARTED', clinical: 'NONE', hasTranscript: false }),
  row(6, { ...silent, disposition: 'NUMBER_INVALID', lineResult: 'INVALID_NUMBER' }), row(7, { state: 'OPEN', disposition: null, completion: 'PARTIAL', clinical: null }),
]

const member = (i: number, login: string, name: string, role: StaffView['role'], more: Partial<StaffView> = {}): StaffView =>
  ({ id: `s${i}`, login, name, role, departments: ['呼吸内科', '普外科'], allDepartments: role === 'ADMIN', extension: `80${String(i).padStart(2, '0')}`, active: true, lockedUntil: null, ...more })
export const staff: StaffView[] = [
  member(1, 'admin', '示例管理员', 'ADMIN'), member(2, 'nurse', '示例护士', 'NURSE'), member(3, 'nurse2', '示例护士乙', 'NURSE', { lockedUntil: stamp(hour / 4) }),
  member(4, 'lead', '示例主管', 'SUPERVISOR'), member(5, 'former', '示例离职', 'NURSE', { active: false, extension: null }),
]
