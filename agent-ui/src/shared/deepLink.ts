import type { RouteLocationRaw } from 'vue-router'

/** The second that a link such as `#t=83.2` points at. */
export function secondOf(hash: string): number | null {
  const match = /[#&]t=(\d+(?:\.\d+)?)/.exec(hash)
  return match ? Number(match[1]) : null
}

/** The link's end for a time in ms. */
export const hashOf = (ms: number) => `#t=${(ms / 1000).toFixed(1)}`

/** To a second of a record's sound; who clicks on it hears it at once. */
export const playedFrom = (recordId: string, ms: number): RouteLocationRaw => ({ path: `/records/${recordId}`, hash: hashOf(ms), state: { play: true } })

/** Whether a click has just led here to hear it, told once: loaded anew or come back to, a page is silent, as browsers want it. */
export function isToPlay(): boolean {
  const state = history.state as Record<string, unknown> | null
  if (state?.['play'] !== true) return false
  history.replaceState({ ...state, play: false }, '')
  return true
}
