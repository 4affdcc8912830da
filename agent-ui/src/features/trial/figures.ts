import type { Bounds, TrialLine, TrialSide } from '@/shared/api/schema-trial'

const isMean = (line: TrialLine) => line.usual.hits === null
const percent = (n: number) => (100 * n).toFixed(1)

/** One wording's figure: `41/203 · 20.2 % (15.3–26.2)`, or a mean with its bounds; a dash where there is too little. */
export function sideWords(line: TrialLine, side: TrialSide): string {
  const b = side.bounds
  if (isMean(line)) return b ? `${b.value.toFixed(1)} (${b.low.toFixed(1)}–${b.high.toFixed(1)}) · n ${side.of}` : `– · n ${side.of}`
  return b ? `${side.hits}/${side.of} · ${percent(b.value)} % (${percent(b.low)}–${percent(b.high)})` : `${side.hits}/${side.of}`
}

const signed = (n: number, mean: boolean) => `${n > 0 ? '+' : n < 0 ? '−' : ''}${mean ? Math.abs(n).toFixed(1) : percent(Math.abs(n))}`
/** How much larger it is with the new wording; shares in points of a percent. */
export function differenceWords(line: TrialLine): string {
  const d = line.difference
  return d ? `${signed(d.value, isMean(line))} (${signed(d.low, isMean(line))} … ${signed(d.high, isMean(line))})` : '–'
}

/** Whether the bounds of a difference leave out zero: then chance alone seldom makes it. */
export const isClear = (d: Bounds | null): boolean => d !== null && (d.low > 0 || d.high < 0)

const moreIsGood: Partial<Record<TrialLine['what'], boolean>> = { REACHED: true, COMPLETE: true, ALARMS: true, SATISFACTION: true, COMPLAINTS: false }
/** What a clear difference means for the new wording; time is neither good nor bad. */
export function verdict(line: TrialLine): 'better' | 'worse' | 'other' | 'open' {
  if (!isClear(line.difference)) return 'open'
  const good = moreIsGood[line.what]
  return good === undefined ? 'other' : line.difference!.value > 0 === good ? 'better' : 'worse'
}
