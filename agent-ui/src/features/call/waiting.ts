import type { ParkedCall } from '@/shared/api/schema'

export type WaitingKind = NonNullable<ParkedCall['kind']>

/** A call nobody put aside lost its desk, where the server does not say which it is. */
export const kindOf = (one: ParkedCall): WaitingKind => one.kind ?? (one.by ? 'PARKED' : 'LOST_DESK')

/** By name where it is known, else by the masked number. */
export const whoWaits = (one: ParkedCall): string | null => one.patientName ?? one.number ?? null

const order: Record<WaitingKind, number> = { LOST_DESK: 0, INBOUND: 1, PARKED: 2 }

/** Whom she may take now: anybody while she is free; while she writes up, only him who rings back. */
export const takable = (all: ParkedCall[], free: boolean, writing: boolean): ParkedCall[] =>
  free ? all : writing ? all.filter(one => one.resumes === true) : []

/** Whom one key takes: whose talk broke off, then who calls in, then who was put aside on purpose; the longest waiting of each. */
export const firstToTake = (all: ParkedCall[]): ParkedCall | null =>
  [...all].sort((a, b) => order[kindOf(a)] - order[kindOf(b)] || a.since.localeCompare(b.since))[0] ?? null
