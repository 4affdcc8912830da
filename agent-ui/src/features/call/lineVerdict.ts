import type { Quality } from '@/shared/api/schema'
import type { LineFigures } from './lineFigures'
import { grade, type Grade } from './quality'

/** What is worst about a line, so what to mend first. */
export type Mend = 'loss' | 'jitter' | 'roundTrip' | 'sound'
export interface Judged { grade: Grade; mend: Mend | null }
export interface Heard { roundTripMs: number | null; jitterMs: number | null; lossPercent: number | null; mos: number | null }

const ranks: Grade[] = ['good', 'warn', 'bad']
const worse = (one: number | null | undefined, other: number | null | undefined) => one === null || one === undefined ? other ?? null : Math.max(one, other ?? 0)

/** What this browser heard and what the house counted, the worse of both. */
export const heardOf = (figures: LineFigures | null, sound: Quality | null): Heard => ({
  roundTripMs: figures?.roundTripMs ?? null,
  jitterMs: worse(figures?.jitterMs, sound?.jitterMs),
  lossPercent: worse(figures?.lossPercent, sound?.lossPercent),
  mos: sound?.mos ?? null,
})

/** Good, usable or bad, by the worst of all that is known. A talk stumbles at 300 ms there and back, and breaks down at 600. */
export function judge(heard: Heard): Judged | null {
  const only = (part: Partial<Quality>) => grade({ mos: null, jitterMs: null, lossPercent: null, ...part })
  const trip = heard.roundTripMs
  const all: [Mend, Grade | null][] = [
    ['loss', only({ lossPercent: heard.lossPercent })],
    ['jitter', only({ jitterMs: heard.jitterMs })],
    ['roundTrip', trip === null ? null : trip > 600 ? 'bad' : trip > 300 ? 'warn' : 'good'],
    ['sound', only({ mos: heard.mos })],
  ]
  const known = all.filter((one): one is [Mend, Grade] => one[1] !== null)
  if (!known.length) return null
  const [mend, worst] = known.reduce((one, other) => ranks.indexOf(other[1]) > ranks.indexOf(one[1]) ? other : one)
  return { grade: worst, mend: worst === 'good' ? null : mend }
}
