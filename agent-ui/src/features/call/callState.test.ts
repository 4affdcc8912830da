import { describe, expect, test } from 'vitest'
import type { CallView } from '@/shared/api/schema'
import { next, since, type CallEvent, type CallState } from './callState'

const view = (state: CallView['state'], id = 'c1'): CallView => ({
  id, taskId: 't1', patientId: 'p1', contactId: 'k1', recordId: 'r1', state, deskJoined: true, muted: false, recording: state === 'TALKING',
  placedAt: '2026-11-22T09:00:00+08:00', ringingAt: null, answeredAt: null, endedAt: null, number: null, lineResult: null, q850: null, suggested: null,
})
const seen = (state: CallView['state'], asked: number, id = 'c1'): CallEvent => ({ type: 'seen', call: view(state, id), asked })
const walk = (...events: CallEvent[]) => events.reduce(next, { is: 'idle', at: 0 } as CallState)

describe('the way of a call', () => {
  test('goes from picking to the next patient', () => {
    expect(walk(
      { type: 'picked', taskId: 't1', patientId: 'p1' }, { type: 'ordered', contactId: 'k1' }, seen('DIALING', 1), seen('RINGING', 2),
      seen('TALKING', 3), seen('ON_HOLD', 4), seen('TALKING', 5), seen('WRAP_UP', 6), { type: 'signed', callId: 'c1' }, { type: 'moveOn' },
    ).is).toBe('idle')
  })

  test('an order the server refuses comes back to the preview', () => {
    expect(walk({ type: 'picked', taskId: 't1', patientId: 'p1' }, { type: 'ordered', contactId: 'k1' }, { type: 'refused' }))
      .toEqual({ is: 'preview', at: 0, taskId: 't1', patientId: 'p1' })
  })

  test('a reloaded page finds its call wherever it stands', () => {
    expect(walk(seen('TALKING', 1)).is).toBe('talking')
    expect(walk(seen('WRAP_UP', 1)).is).toBe('wrapUp')
  })
})

describe('a call that she handed over', () => {
  test('may be handed back to her while it lives', () => {
    expect(walk(seen('TALKING', 1), seen('WRAP_UP', 2), seen('TALKING', 3)).is).toBe('talking')
  })

  test('does not rise again once it ended', () => {
    const ended = { ...view('WRAP_UP'), endedAt: '2026-11-22T09:05:00+08:00' }
    expect(walk(seen('TALKING', 1), { type: 'seen', call: ended, asked: 2 }, seen('TALKING', 3)).is).toBe('wrapUp')
  })
})

describe('a call that the house closed by itself', () => {
  const dialing = walk({ type: 'picked', taskId: 't1', patientId: 'p1' }, { type: 'ordered', contactId: 'k1' }, seen('DIALING', 7))

  test('shows how it came out until the nurse moves on', () => {
    expect(next(dialing, { type: 'closed', call: view('WRAP_UP'), asked: 8 }).is).toBe('saved')
  })

  test('is not believed closed by an old question, while it lives, or for another call', () => {
    expect(next(dialing, { type: 'closed', call: view('WRAP_UP'), asked: 6 })).toEqual(dialing)
    expect(next(dialing, { type: 'closed', call: view('RINGING'), asked: 8 })).toEqual(dialing)
    expect(next(dialing, { type: 'closed', call: view('WRAP_UP', 'c2'), asked: 8 })).toEqual(dialing)
  })
})

describe('events in any order', () => {
  test('a late answer to an early question does not bring the call back', () => {
    const over = walk(seen('WRAP_UP', 5))
    expect(next(over, seen('TALKING', 4))).toEqual(over)
    expect(next(over, seen('RINGING', 6))).toEqual(over)
  })

  test('an empty answer to a question from before the dialing does not end the call', () => {
    const dialing = walk({ type: 'picked', taskId: 't1', patientId: 'p1' }, { type: 'ordered', contactId: 'k1' }, seen('DIALING', 7))
    expect(next(dialing, { type: 'seen', call: null, asked: 6 })).toEqual(dialing)
    expect(next(dialing, { type: 'seen', call: null, asked: 8 }).is).toBe('idle')
  })

  test('nothing on the server leaves a preview and an order in flight alone', () => {
    const ordered = walk({ type: 'picked', taskId: 't1', patientId: 'p1' }, { type: 'ordered', contactId: 'k1' })
    expect(next(ordered, { type: 'seen', call: null, asked: 9 })).toEqual(ordered)
  })

  test('a signed call stays signed when its last frames arrive after it', () => {
    const saved = walk(seen('WRAP_UP', 1), { type: 'signed', callId: 'c1' })
    expect(next(saved, seen('WRAP_UP', 2)).is).toBe('saved')
    expect(next(saved, { type: 'signed', callId: 'c1' })).toEqual(saved)
  })

  test('another call on the server is the truth', () => {
    expect(next(walk(seen('WRAP_UP', 1), { type: 'signed', callId: 'c1' }), seen('RINGING', 2, 'c2'))).toMatchObject({ is: 'ringing', call: { id: 'c2' } })
  })

  test('any shuffle of one call ends in its furthest state', () => {
    const events = [seen('DIALING', 1), seen('RINGING', 2), seen('TALKING', 3), seen('WRAP_UP', 4)]
    for (const a of events) for (const b of events) for (const c of events) {
      if (new Set([a, b, c]).size < 3) continue
      const rest = events.filter(e => e !== a && e !== b && e !== c)
      expect(walk(a, b, c, ...rest).is).toBe('wrapUp')
    }
  })
})

test('nobody can pick a patient while a call lives', () => {
  const talking = walk(seen('TALKING', 1))
  expect(next(talking, { type: 'picked', taskId: 't2', patientId: 'p2' })).toEqual(talking)
})

test('each state knows since when it lasts', () => {
  expect(since({ is: 'idle', at: 0 })).toBeNull()
  expect(since(walk(seen('RINGING', 1)))).toBe('2026-11-22T09:00:00+08:00')
})
