/** How long writing up a call should take where its list does not say, and how much one press adds; nothing happens by itself when it is over. */
export const wrapUpTargetMs = 120_000
export const moreTimeMs = 60_000

export interface WrapUp { left: number; share: number; over: boolean }

/** How much of the target is left at `now`; over it, `left` tells by how much. */
export function wrapUpAt(endedAt: string, now: number, extended: number, targetMs = wrapUpTargetMs): WrapUp {
  const target = targetMs + extended * moreTimeMs
  const gone = Math.max(0, now - Date.parse(endedAt))
  return { left: Math.abs(target - gone), share: Math.min(1, gone / target), over: gone > target }
}
