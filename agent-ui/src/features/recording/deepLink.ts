/** The second that a link such as `#t=83.2` points at. */
export function secondOf(hash: string): number | null {
  const match = /[#&]t=(\d+(?:\.\d+)?)/.exec(hash)
  return match ? Number(match[1]) : null
}

/** The link's end for a time in ms. */
export const hashOf = (ms: number) => `#t=${(ms / 1000).toFixed(1)}`
