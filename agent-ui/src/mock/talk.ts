import type { Target } from '@/shared/api/schema'
import { alter, consult, end, letGo, line, parked, place, take } from './line'
import { patients, stamp } from './people'
import { Refusal, type Route } from './route'
import { push } from './wires'
import { colleagues } from './worklists'

const nameOf = (to: Target) => to.kind === 'GUEST' ? '示例翻译' : to.kind === 'NUMBER' ? to.value : colleagues.find(c => c.extension === to.value)?.name ?? to.value
// one patient whom a colleague's dead browser left waiting
const lost = { callId: 'lost1', kind: 'LOST_DESK', patientName: '示例·辛八', since: stamp(-48_000), by: null }
const calling = { callId: 'in1', kind: 'INBOUND', patientId: 'p7', patientName: 'Sample Birch', number: '+86********07', reason: '未接到的随访 / the missed task', since: stamp(-12_000), by: null }
let lostWaits = false
setTimeout(() => { lostWaits = true; push('call.changed', null) }, 90_000)

export const talkRoutes: Route[] = [
  ['GET', /^\/calls\/current$/, () => ({ call: line.call })],
  ['GET', /^\/guests$/, () => ({ items: [{ id: 'g1', name: '示例翻译', kind: 'INTERPRETER', note: '粤语 / Cantonese', number: '+86********01' }], typed: true })],
  ['PUT', /^\/calls\/[^/]+\/desk-sound$/, () => null],
  ['GET', /^\/calls\/parked$/, () => [...parked.map(one => ({ callId: one.call.id, patientName: patients.find(p => p.id === one.call.patientId)!.name, since: one.since, by: one.by })), ...(lostWaits ? [lost, calling] : [])]],
  ['GET', /^\/calls\/inbound$/, () => [{ callId: 'm1', at: stamp(-3_600_000), patientId: 'p5', patientName: '示例·己六', number: '+86********05', taskId: 't5', outOfHours: false }, { callId: 'm2', at: stamp(-36_000_000), patientId: null, patientName: null, number: '+86********99', taskId: null, outOfHours: true }]],
  ['GET', /^\/calls\/([^/]+)$/, ({ params }) => {
    const known = parked.find(one => one.call.id === params[0])?.call ?? line.call
    if (!known) throw new Refusal(404, 'call.unknown', '没有这个通话')
    return known
  }],
  ['POST', /^\/calls$/, ({ body }) => ({ status: 201, body: place(String(body['taskId']), String(body['contactId'])) })],
  ['POST', /^\/calls\/[^/]+\/hang-up$/, () => end(line.call?.answeredAt ? 'ANSWERED' : 'CANCELLED')],
  ['POST', /^\/calls\/[^/]+\/hold$/, ({ body }) => alter({ state: body['on'] ? 'ON_HOLD' : 'TALKING' })],
  ['POST', /^\/calls\/[^/]+\/mute$/, ({ body }) => alter({ muted: body['on'] === true })],
  ['POST', /^\/calls\/[^/]+\/(?:digits|rejoin)$/, () => alter({ deskJoined: true })],
  ['POST', /^\/calls\/[^/]+\/consult$/, ({ body }) => consult(nameOf(body['to'] as Target))],
  ['POST', /^\/calls\/[^/]+\/consult\/cancel$/, () => alter({ state: 'TALKING', parties: [] })],
  ['POST', /^\/calls\/[^/]+\/join-all$/, () => alter({ state: 'TALKING', quality: { mos: 3.7, jitterMs: 34, lossPercent: 1.6 } })],
  ['POST', /^\/calls\/[^/]+\/transfer(?:-blind)?$/, () => end('ANSWERED')],
  ['POST', /^\/calls\/[^/]+\/park$/, () => { letGo('示例护士', true); return null }],
  ['POST', /^\/calls\/([^/]+)\/take$/, ({ params }) => {
    if (params[0] !== 'lost1' && params[0] !== 'in1') return take(params[0]!)
    lostWaits = false
    place('t9', 'k9a')
    return alter({ state: 'TALKING', ringingAt: stamp(-60_000), answeredAt: stamp(-50_000) })
  }],
  ['POST', /^\/calls\/[^/]+\/listen$/, () => null],
  ['DELETE', /^\/calls\/[^/]+\/listen$/, () => null],
]
