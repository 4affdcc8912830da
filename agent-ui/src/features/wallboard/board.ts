import type { Presence, Wallboard, WallNurse } from '@/shared/api/schema'
import { clock } from '@/shared/time'

export type Tone = 'good' | 'warn' | 'bad' | 'info'
export type TileName = 'completed' | 'reachRate' | 'abandonRate' | 'longestWait' | 'callbacksMissed' | 'waiting'
export interface Tile { name: TileName; value: string; of: string | null; tone: Tone; share: number | null }

/** What a good day looks like; how many may be abandoned, each list says for itself. */
export const targets = { reachRate: 0.6, longestWaitSeconds: 30, callbacksMissed: 0 }

export const percent = (share: number | null, digits = 0) => share === null ? '–' : `${(share * 100).toFixed(digits)}%`

/** At the target good, within half as much again a warning, else bad. */
function atMost(value: number | null, target: number): Tone {
  if (value === null) return 'info'
  return value <= target ? 'good' : value <= target * 1.5 ? 'warn' : 'bad'
}
function atLeast(value: number | null, target: number): Tone {
  if (value === null) return 'info'
  return value >= target ? 'good' : value >= target * 0.75 ? 'warn' : 'bad'
}

type List = Wallboard['lists'][number]
/** A list against its own cap; nothing to judge where no telephone rings ahead of the nurses, or nobody picked up. */
export const abandonTone = (list: List): Tone => list.abandonCap === null ? 'info' : atMost(list.abandonRate, list.abandonCap)

const gravity: Record<Tone, number> = { info: 0, good: 1, warn: 2, bad: 3 }
/** The list that is furthest from what it may do: its tone is the tile's, since a good list does not make up for a bad one. */
export function worstAbandoning({ lists }: Wallboard): List | null {
  const over = (list: List) => (list.abandonRate ?? 0) - (list.abandonCap ?? 0)
  return lists.filter(list => list.abandonCap !== null)
    .sort((a, b) => gravity[abandonTone(b)] - gravity[abandonTone(a)] || over(b) - over(a))[0] ?? null
}

export function tilesOf(board: Wallboard): Tile[] {
  const { tiles } = board
  const worst = worstAbandoning(board)
  const done = tiles.due > 0 ? tiles.completed / tiles.due : null
  return [
    { name: 'completed', value: String(tiles.completed), of: String(tiles.due), tone: 'info', share: done },
    { name: 'reachRate', value: percent(tiles.reachRate), of: percent(targets.reachRate), tone: atLeast(tiles.reachRate, targets.reachRate), share: tiles.reachRate },
    { name: 'abandonRate', value: percent(worst ? worst.abandonRate : tiles.abandonRate, 1), of: worst ? percent(worst.abandonCap, 1) : null, tone: worst ? abandonTone(worst) : 'info', share: null },
    { name: 'longestWait', value: clock((tiles.longestWait ?? 0) * 1000), of: String(targets.longestWaitSeconds), tone: atMost(tiles.longestWait ?? 0, targets.longestWaitSeconds), share: null },
    { name: 'callbacksMissed', value: String(tiles.callbacksMissed), of: String(targets.callbacksMissed), tone: tiles.callbacksMissed > targets.callbacksMissed ? 'bad' : 'good', share: null },
    { name: 'waiting', value: String(tiles.waiting), of: null, tone: 'info', share: null },
  ]
}

export type Stage = 'due' | 'dialed' | 'reached' | 'completed'
/** Each stage of the day's follow-ups with its share of the widest and of the one before. */
export function funnelOf({ funnel }: Wallboard): { stage: Stage; count: number; width: number; ofBefore: number | null }[] {
  const stages: Stage[] = ['due', 'dialed', 'reached', 'completed']
  const most = Math.max(1, ...stages.map(stage => funnel[stage]))
  return stages.map((stage, i) => {
    const before = i > 0 ? funnel[stages[i - 1]!] : 0
    return { stage, count: funnel[stage], width: funnel[stage] / most, ofBefore: i > 0 && before > 0 ? funnel[stage] / before : null }
  })
}

const order: Record<Presence, number> = { ON_CALL: 0, WRAPPING_UP: 1, READY: 2, PAUSED: 3, OFFLINE: 4 }
/** Whoever works first; in the same state, the longest in it. */
export const inOrder = (nurses: WallNurse[]) => [...nurses].sort((a, b) => order[a.presence] - order[b.presence] || a.since.localeCompare(b.since))

const longMinutes: Partial<Record<Presence, number>> = { WRAPPING_UP: 5, PAUSED: 20 }
/** True when somebody is in a state for longer than is usual. */
export function long(nurse: WallNurse, now: number): boolean {
  const limit = longMinutes[nurse.presence]
  return limit !== undefined && now - Date.parse(nurse.since) > limit * 60_000
}

/** One can only join a talk that is one. */
export const canListen = (nurse: WallNurse) => nurse.callId !== null && (nurse.callState === 'TALKING' || nurse.callState === 'ON_HOLD')

/** What a supervisor can do with her: no more calls for her, or calls again. Who is offline is not switched by others. */
export function switchOf(nurse: WallNurse): 'pause' | 'ready' | null {
  if (nurse.presence === 'OFFLINE') return null
  const inCall = nurse.presence === 'ON_CALL' || nurse.presence === 'WRAPPING_UP'
  const will = inCall ? nurse.afterwards ?? 'READY' : nurse.presence
  return will === 'PAUSED' ? 'ready' : will === 'READY' ? 'pause' : null
}
