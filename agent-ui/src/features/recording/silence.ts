/** Below this (of 255) a side is heard as silent: line noise, breath. */
const quiet = 5
const shortest = 1.5
/** What is left standing of a pause, so that a listener hears that there was one. */
const kept = 0.3

export interface Stretch { from: number; until: number }

/** Where neither side speaks for a while, in seconds, without the little that is left of each. */
export function silences(peaks: { perSecond: number; left: number[]; right: number[] }): Stretch[] {
  const found: Stretch[] = []
  const length = Math.max(peaks.left.length, peaks.right.length)
  let began: number | null = null
  for (let i = 0; i <= length; i++) {
    const silent = i < length && (peaks.left[i] ?? 0) < quiet && (peaks.right[i] ?? 0) < quiet
    if (silent) began ??= i
    else if (began !== null) {
      const stretch = { from: began / peaks.perSecond + kept, until: i / peaks.perSecond - kept }
      if (stretch.until - stretch.from >= shortest - 2 * kept) found.push(stretch)
      began = null
    }
  }
  return found
}

/** Where to go on listening from here, or null where somebody speaks. */
export function after(at: number, all: Stretch[]): number | null {
  return all.find(one => at >= one.from && at < one.until)?.until ?? null
}
