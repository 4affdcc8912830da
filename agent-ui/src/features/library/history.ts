/** What was done to something that is never changed in place, so that it can be taken back. */
export interface History<T> { now: T; past: T[]; future: T[]; last: { what: string; at: number } | null }

/** So long a row of changes to the same thing, letter by letter, is one. */
const oneGo = 1_500
const most = 200

export const begun = <T>(now: T): History<T> => ({ now, past: [], future: [], last: null })

/** @param what is changed, such as a field; null for what is always a step of its own */
export function done<T>(history: History<T>, next: T, what: string | null, at: number): History<T> {
  if (next === history.now) return history
  const goesOn = what !== null && history.last?.what === what && at - history.last.at < oneGo
  return {
    now: next, future: [], last: what === null ? null : { what, at },
    past: goesOn ? history.past : [...history.past, history.now].slice(-most),
  }
}

export function undone<T>(history: History<T>): History<T> {
  const before = history.past.at(-1)
  return before === undefined ? history : { now: before, past: history.past.slice(0, -1), future: [history.now, ...history.future], last: null }
}

export function redone<T>(history: History<T>): History<T> {
  const [next, ...rest] = history.future
  return next === undefined ? history : { now: next, past: [...history.past, history.now], future: rest, last: null }
}
