import type { CallView, LineResult, RecordView } from '@/shared/api/schema'
import { form } from './form'
import { numberOf, patients, stamp, tasks } from './people'
import { push } from './wires'

/** The one call of the mocked nurse, its record, and a patient who behaves by the last digits of the number. */
export const line = { call: null as CallView | null, record: null as RecordView | null, asked: 0 }
let timers: number[] = []

function change(more: Partial<CallView>) {
  if (!line.call) return
  line.call = { ...line.call, ...more }
  push('call.changed', line.call.id)
}

const later = (ms: number, run: () => void) => timers.push(window.setTimeout(run, ms))

export function place(taskId: string, contactId: string): CallView {
  const task = tasks.find(t => t.id === taskId)!
  const patient = patients.find(p => p.id === task.patientId)!
  const i = Number(patient.id.slice(1))
  const id = `c${++line.asked}`
  line.record = {
    id: `live${line.asked}`, version: 1, state: 'OPEN', patientId: patient.id, patientName: patient.name, admissionNo: patient.admissionNo, department: patient.department, taskId, callId: id,
    attemptNo: task.attempts + 1, nurseName: '示例护士', signedBy: null, questionnaire: form('zh'), answers: {}, note: null, reached: null, relation: null, completion: null, clinical: null,
    disposition: null, dispositionText: null, lineResult: null, q850: null, orderedAt: stamp(0), answeredAt: null, endedAt: null, signedAt: null, savedAt: null, nextStep: null, recording: null, transcript: null,
  }
  line.call = {
    id, taskId, patientId: patient.id, contactId, recordId: line.record.id, state: 'PLACING', deskJoined: true, muted: false, recording: false, placedAt: stamp(0), ringingAt: null, answeredAt: null,
    endedAt: null, number: numberOf(contactId.endsWith('b') ? i + 28 : i), lineResult: null, q850: null, suggested: null,
  }
  later(500, () => change({ state: 'DIALING' }))
  later(1200, () => change({ state: 'RINGING', ringingAt: stamp(0) }))
  if (i === 4) later(3500, () => end('BUSY', 17))
  else later(3200, () => change({ state: 'TALKING', answeredAt: stamp(0), recording: patient.consent.recording, parties: [], quality: { mos: 4.3, jitterMs: 8, lossPercent: 0.2 } }))
  return line.call
}

export function end(result: LineResult, q850: number | null = null): CallView {
  timers.forEach(clearTimeout)
  timers = []
  const answered = line.call!.answeredAt !== null
  const disposition = result === 'BUSY' ? 'BUSY' : 'NO_ANSWER'
  if (line.record) line.record = { ...line.record, lineResult: result, q850, endedAt: stamp(0) }
  change({
    state: 'WRAP_UP', endedAt: stamp(0), lineResult: answered ? 'ANSWERED' : result, q850, recording: false,
    suggested: answered ? null : { disposition, reached: 'NOBODY', completion: 'NOT_STARTED' },
  })
  return line.call!
}

/** A third person who picks up after a moment. */
export function consult(name: string): CallView {
  change({ state: 'ON_HOLD', parties: [{ role: 'THIRD', name, state: 'RINGING', since: stamp(0) }] })
  later(1800, () => { if (line.call?.parties?.length) change({ parties: [{ role: 'THIRD', name, state: 'TALKING', since: stamp(0) }] }) })
  return line.call!
}

export const parked: { call: CallView; record: RecordView | null; since: string; by: string | null }[] = []

/** The nurse lets go of the patient, who waits or talks with somebody else. */
export function letGo(by: string | null, waits: boolean) {
  if (waits && line.call) parked.push({ call: { ...line.call, state: 'ON_HOLD', parties: [] }, record: line.record, since: stamp(0), by })
  line.call = null
  push('call.changed', null)
}

export function take(id: string) {
  const at = parked.findIndex(one => one.call.id === id)
  const one = parked.splice(at, 1)[0]!
  Object.assign(line, { call: { ...one.call, state: 'TALKING' }, record: one.record })
  push('call.changed', id)
  return line.call!
}

export function alter(more: Partial<CallView>): CallView {
  change(more)
  return line.call!
}

export function close() {
  const task = tasks.find(t => t.id === line.call?.taskId)
  if (task) Object.assign(task, { state: 'DONE', mine: false, claimedBy: null })
  line.call = null
  push('task.changed', task?.id ?? null)
}
