import type { Moment } from '@/shared/api/schema-tape'

export interface Thread { first: Moment; answers: Moment[] }

const worthMs = 1_000

/** What a comment is about: a moment, or a stretch when she has listened on for a while. */
export function stretch(from: number, now: number): { atMs: number; untilMs: number | null } {
  return { atMs: from, untilMs: now - from >= worthMs ? now : null }
}

/** Bookmarks and comments in the order of the talk, each comment with what was answered. */
export function threads(moments: Moment[]): Thread[] {
  const root = (one: Moment): Moment => {
    const before = one.answers ? moments.find(m => m.id === one.answers) : undefined
    return before ? root(before) : one
  }
  return moments.filter(m => root(m) === m).map(first => ({
    first, answers: moments.filter(m => m !== first && root(m) === first).sort((a, b) => a.made.localeCompare(b.made)),
  }))
}
