import type { Colleague, Presence, Target } from '@/shared/api/schema'

const order: Record<Presence, number> = { READY: 0, WRAPPING_UP: 1, PAUSED: 2, ON_CALL: 3, OFFLINE: 4 }

/** Those who match, whoever can pick up first. `words` gives what else a colleague is found by, such as the role in the reader's language. */
export function matching(all: Colleague[], q: string, words: (one: Colleague) => string): Colleague[] {
  const wanted = q.trim().toLowerCase()
  return all.filter(one => !wanted || `${one.name} ${one.extension ?? ''} ${words(one)}`.toLowerCase().includes(wanted))
    .sort((a, b) => Number(b.reachable) - Number(a.reachable) || order[a.presence] - order[b.presence] || a.name.localeCompare(b.name))
}

/** A number one can dial, as typed: at least three digits, perhaps with a plus, blanks and dashes. */
export function typedNumber(q: string): string | null {
  const bare = q.replace(/[\s()-]/g, '')
  return /^\+?\d{3,15}$/.test(bare) ? bare : null
}

export const canReach = (one: Colleague) => one.reachable && one.extension !== null && one.presence !== 'OFFLINE'

export const targetOf = (one: Colleague): Target => ({ kind: 'DESK', value: one.extension ?? '' })
