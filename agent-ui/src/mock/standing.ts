import type { PatientLimit, Standing, StandingKind } from '@/shared/api/schema'
import { patients, stamp, tasks, worklists } from './people'
import { Refusal, type Route } from './route'

const hour = 3_600_000
const kept = new Map<string, Standing>([['p1', {
  doNotCall: true, suspended: null, history: [
    { at: stamp(-30 * hour), what: 'DO_NOT_CALL', on: true, reason: '家属来电要求不再拨打', byName: '示例护士' },
    { at: stamp(-200 * hour), what: 'SUSPENDED', on: false, reason: '再次出院，自动恢复', byName: null }, { at: stamp(-400 * hour), what: 'SUSPENDED', on: true, reason: 'READMITTED', byName: null },
  ],
}]])
const limits = new Map<string, PatientLimit['set']>([['p1 systolic', { name: 'systolic', value: 150, why: '脑卒中后', setBy: '示例医生', setAt: stamp(-48 * hour) }]])
const limitsOf = (id: string, lang: string): PatientLimit[] => [['systolic', '本人收缩压警戒值（mmHg）', 'Own limit of systolic pressure (mmHg)'], ['weight', '本人体重上限（kg）', 'Own limit of weight (kg)']]
  .map(([name, zh, en]) => ({ name: name!, text: lang === 'zh' ? zh! : en!, min: null, max: null, set: limits.get(`${id} ${name!}`) ?? null }))
const of = (id: string): Standing => kept.get(id) ?? { doNotCall: false, suspended: null, history: [] }

export const patientRoutes: Route[] = [
  ['GET', /^\/do-not-call$/, () => ({ items: [...kept].filter(([, standing]) => standing.doNotCall).map(([id, standing]) => {
    const patient = patients.find(p => p.id === id)!
    const last = standing.history.find(line => line.what === 'DO_NOT_CALL')!
    return { patientId: id, name: patient.name, admissionNo: patient.admissionNo, department: patient.department, reason: last.reason, since: last.at, byName: last.byName }
  }), next: null })],
  ['GET', /^\/patients\/([^/]+)\/standing$/, ({ params }) => of(params[0]!)],
  ['POST', /^\/patients\/([^/]+)\/standing$/, ({ params, body }) => {
    const { what, on, reason } = body as { what: StandingKind; on: boolean; reason: string }
    if (reason.trim().length < 2) throw new Refusal(422, 'standing.invalid', '信息不完整，请按提示修改。', { errors: [{ pointer: '/reason', message: '请填写原因。' }] })
    const before = of(params[0]!)
    const now: Standing = {
      doNotCall: what === 'DO_NOT_CALL' ? on : before.doNotCall, suspended: what === 'SUSPENDED' ? on ? 'OTHER' : null : before.suspended,
      history: [{ at: stamp(0), what, on, reason, byName: '示例管理员' }, ...before.history],
    }
    kept.set(params[0]!, now)
    return now
  }],
  ['GET', /^\/patients\/([^/]+)\/limits$/, ({ params, lang }) => limitsOf(params[0]!, lang)],
  ['PUT', /^\/patients\/([^/]+)\/limits\/([^/]+)$/, ({ params, body, lang }) => {
    const { value, why } = body as { value: number | null; why: string }
    if (why.trim() === '') throw new Refusal(422, 'limit.wrong', '请修改列出的各项。', { errors: [{ pointer: '/why', message: '请填写原因。' }] })
    limits.set(`${params[0]!} ${params[1]!}`, value === null ? null : { name: params[1]!, value, why, setBy: '示例管理员', setAt: stamp(0) })
    return limitsOf(params[0]!, lang)
  }],
  ['GET', /^\/patients\/([^/]+)\/why-not$/, ({ params, lang }) => {
    const patient = patients.find(p => p.id === params[0])
    const say = (zh: string, en: string) => lang === 'zh' ? zh : en
    const standing = of(params[0]!)
    return {
      items: tasks.filter(t => t.patientId === patient?.id && t.state !== 'DONE').map((task, i) => {
        const reasons = [
          ...(standing.doNotCall ? [{ code: 'DO_NOT_CALL', text: say('患者要求不再致电', 'The patient asked not to be called'), until: null }] : []),
          ...(standing.suspended ? [{ code: 'SUSPENDED', text: say('随访已暂停', 'Follow-up is suspended'), until: null }] : []),
          ...(task.attempts > 0 ? [{ code: 'RETRY_LATER', text: say('上次无人接听，等待重拨间隔', 'Nobody answered; waiting to try again'), until: stamp(2 * hour) }, { code: 'DAY_CAP', text: say('今天已拨 2 次，到每人上限', 'Called twice today, the cap per person'), until: stamp(9 * hour) }] : []),
        ]
        return { taskId: task.id, worklistName: worklists.find(w => w.id === task.worklistId)?.name ?? String(i), canDial: reasons.length === 0, reasons }
      }),
    }
  }],
]
