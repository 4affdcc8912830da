import type { CallView, Party, Quality } from '@/shared/api/schema'

export type Grade = 'good' | 'warn' | 'bad'

/** How a line sounds by its estimated MOS; where that is missing, by its loss and jitter. Nothing when nothing is known. */
export function grade(quality: Quality | null | undefined): Grade | null {
  if (!quality) return null
  const { mos, lossPercent, jitterMs } = quality
  if (mos !== null) return mos >= 4 ? 'good' : mos >= 3.6 ? 'warn' : 'bad'
  if (lossPercent === null && jitterMs === null) return null
  if ((lossPercent ?? 0) > 5 || (jitterMs ?? 0) > 60) return 'bad'
  return (lossPercent ?? 0) > 1 || (jitterMs ?? 0) > 30 ? 'warn' : 'good'
}

/** An estimated MOS by the E-model's simple form for G.711: what jitter delays and what is lost, taken off the best that the codec gives. */
export function mosOf(jitterMs: number, lossPercent: number): number {
  const delay = 10 + 2 * jitterMs
  const r = Math.max(0, Math.min(93.2, 93.2 - (delay < 160 ? delay / 40 : (delay - 120) / 10) - 2.5 * lossPercent))
  return Math.max(1, Math.round(100 * (1 + 0.035 * r + 0.000007 * r * (r - 60) * (100 - r))) / 100)
}

/** What a nurse can do about the third person: none yet, ringing, talked to while the patient waits, or all three together. */
export type Consult = 'none' | 'ringing' | 'aside' | 'together'

export const third = (call: CallView | null): Party | null => call?.parties?.find(p => p.role === 'THIRD') ?? null

export function consultOf(call: CallView | null): Consult {
  const party = third(call)
  if (!call || !party) return 'none'
  if (party.state === 'RINGING') return 'ringing'
  return call.state === 'ON_HOLD' ? 'aside' : 'together'
}
