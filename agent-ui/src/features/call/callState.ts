import type { CallView } from '@/shared/api/schema'

/** Who the nurse is about to call. */
export interface Picked { taskId: string; patientId: string }

/**
 * Where the nurse stands; one shape per state, so a template cannot read what is not there.
 * `at` is the number of the newest question to the server that this state knows the answer of.
 */
export type CallState =
  | { is: 'idle'; at: number }
  | ({ is: 'preview'; at: number } & Picked)
  | ({ is: 'ordered'; at: number; contactId: string } & Picked)
  | { is: 'dialing'; at: number; call: CallView }
  | { is: 'ringing'; at: number; call: CallView }
  | { is: 'talking'; at: number; call: CallView }
  | { is: 'held'; at: number; call: CallView }
  | { is: 'wrapUp'; at: number; call: CallView }
  | { is: 'saved'; at: number; call: CallView }

export type CallEvent =
  | ({ type: 'picked' } & Picked)
  | { type: 'putBack' }
  | { type: 'ordered'; contactId: string }
  | { type: 'refused' }
  /** A snapshot of the server; `asked` is the number of the question it answers. */
  | { type: 'seen'; call: CallView | null; asked: number }
  /** The server holds this call for finished: signed here, elsewhere, or by the house itself when nobody answered. */
  | { type: 'closed'; call: CallView; asked: number }
  | { type: 'signed'; callId: string }
  | { type: 'moveOn' }

const stateOf = { PLACING: 'dialing', DIALING: 'dialing', RINGING: 'ringing', TALKING: 'talking', ON_HOLD: 'held', WRAP_UP: 'wrapUp' } as const
const order = { idle: 0, preview: 0, ordered: 0, dialing: 1, ringing: 2, talking: 3, held: 3, wrapUp: 4, saved: 5 }

/** The call a state is about, if there is one. */
export function callOf(state: CallState): CallView | null {
  return 'call' in state ? state.call : null
}

/** True while a telephone may be in somebody's hand. */
export function isLive(state: CallState): boolean {
  return state.is === 'ordered' || state.is === 'dialing' || state.is === 'ringing' || state.is === 'talking' || state.is === 'held'
}

/** The next state. Events may arrive twice, late or in the wrong order; what does not fit leaves the state alone. */
export function next(state: CallState, event: CallEvent): CallState {
  switch (event.type) {
    case 'picked':
      return state.is === 'idle' || state.is === 'preview' || state.is === 'saved'
        ? { is: 'preview', at: state.at, taskId: event.taskId, patientId: event.patientId }
        : state
    case 'putBack':
      return state.is === 'preview' ? { is: 'idle', at: state.at } : state
    case 'ordered':
      return state.is === 'preview' ? { ...state, is: 'ordered', contactId: event.contactId } : state
    case 'refused':
      return state.is === 'ordered'
        ? { is: 'preview', at: state.at, taskId: state.taskId, patientId: state.patientId }
        : state
    case 'seen':
      return seen(state, event.call, event.asked)
    case 'closed':
      return event.asked >= state.at && event.call.state === 'WRAP_UP' && callOf(state)?.id === event.call.id
        ? { is: 'saved', at: event.asked, call: event.call } : state
    case 'signed':
      return state.is === 'wrapUp' && state.call.id === event.callId ? { ...state, is: 'saved' } : state
    case 'moveOn':
      return state.is === 'saved' ? { is: 'idle', at: state.at } : state
  }
}

function seen(state: CallState, call: CallView | null, asked: number): CallState {
  if (asked < state.at) return state
  const known = callOf(state)
  if (call === null) {
    // nothing on the server: a call we thought live or unsigned was closed elsewhere; what we only plan stays
    return known && state.is !== 'saved' ? { is: 'idle', at: asked } : state
  }
  const is = stateOf[call.state]
  // a call goes on only forward; but one she handed over still lives, and may be handed back to her
  const handedBack = (is === 'talking' || is === 'held') && state.is === 'wrapUp' && state.call.endedAt === null && call.endedAt === null
  if (known?.id === call.id && order[is] < order[state.is] && !handedBack) return state
  return { is, at: asked, call }
}

/** When the state began, for its timer. */
export function since(state: CallState): string | null {
  switch (state.is) {
    case 'dialing': return state.call.placedAt
    case 'ringing': return state.call.ringingAt ?? state.call.placedAt
    case 'talking':
    case 'held': return state.call.answeredAt ?? state.call.placedAt
    // none while it goes on with somebody else
    case 'wrapUp': return state.call.endedAt
    default: return null
  }
}
