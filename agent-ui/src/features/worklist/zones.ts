/** Time zones a list can have, those of China first, each with its offset now. */
const first = ['Asia/Shanghai', 'Asia/Urumqi', 'Asia/Hong_Kong', 'Asia/Macau']

export function offsetOf(zone: string, at = new Date()): string {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(at).find(part => part.type === 'timeZoneName')?.value.replace('GMT', 'UTC') ?? ''
  } catch {
    // a name this browser does not know
    return ''
  }
}

/** All zones this browser knows, and the one that is set even if it does not. */
export function zones(current: string): { zone: string; label: string }[] {
  const all = [...new Set([...first, ...Intl.supportedValuesOf('timeZone'), ...(current ? [current] : [])])]
  return all.map(zone => ({ zone, label: `${zone} ${offsetOf(zone)}`.trim() }))
}
