import type { Reassignment, TaskRow } from '@/shared/api/schema'

/** What is to be moved: rows one ticked, or everything a nurse holds. */
export type Chosen = { kind: 'rows'; ids: string[] } | { kind: 'heldBy'; nurseId: string }
/** Where to: another list, one nurse, or whoever comes first. */
export type Destination = { kind: 'list'; id: string } | { kind: 'nurse'; id: string } | { kind: 'anybody' }

export function reassignment(chosen: Chosen, to: Destination): Reassignment {
  return {
    ...(chosen.kind === 'rows' ? { tasks: chosen.ids } : { tasks: null, filter: { heldBy: chosen.nurseId } }),
    to: to.kind === 'list' ? { worklistId: to.id } : to.kind === 'nurse' ? { nurseId: to.id } : { anybody: true },
  }
}

/** Ticks or unticks a row; with shift, all between it and the one ticked before. */
export function ticked(rows: Pick<TaskRow, 'id'>[], before: string[], id: string, on: boolean, last: string | null): string[] {
  const at = rows.findIndex(row => row.id === id)
  const from = last === null ? at : rows.findIndex(row => row.id === last)
  const span = from < 0 ? [id] : rows.slice(Math.min(at, from), Math.max(at, from) + 1).map(row => row.id)
  return on ? [...new Set([...before, ...span])] : before.filter(one => !span.includes(one))
}

/** Why tasks stay where they are, each reason once with its count, the most frequent first. */
export function reasonsOf(skipped: { text: string }[]): { text: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const { text } of skipped) counts.set(text, (counts.get(text) ?? 0) + 1)
  return [...counts].map(([text, count]) => ({ text, count })).sort((a, b) => b.count - a.count)
}
