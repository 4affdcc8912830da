import { prefs } from './prefs'

const pad = (n: number) => String(n).padStart(2, '0')

/** Minutes and seconds (hours only when there are any) of a span in ms, as on a call timer. */
export function clock(ms: number): string {
  const all = Math.max(0, Math.floor(ms / 1000))
  const hours = Math.floor(all / 3600)
  const rest = `${pad(Math.floor(all / 60) % 60)}:${pad(all % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}

/** The time of day with seconds. */
export function timeOfDay(at: string | Date): string {
  const d = new Date(at)
  return `${pad(d.getHours())}:${pad(d.getMinutes())}:${pad(d.getSeconds())}`
}

/** The calendar day, as people here write it. */
export function day(at: string | Date | null | undefined): string {
  if (!at) return '–'
  const d = new Date(at)
  return `${d.getFullYear()}-${pad(d.getMonth() + 1)}-${pad(d.getDate())}`
}

/** Day and minute. */
export function moment(at: string | Date | null | undefined): string {
  if (!at) return '–'
  const d = new Date(at)
  return `${day(d)} ${pad(d.getHours())}:${pad(d.getMinutes())}`
}

/** Only the minute when it is today, else also the day. */
export function short(at: string | Date, now = new Date()): string {
  const full = moment(at)
  return day(at) === day(now) ? full.slice(11) : full.startsWith(String(now.getFullYear())) ? full.slice(5) : full
}

/** How long ago or ahead, in the reader's language. */
export function relative(at: string | Date, now = Date.now()): string {
  const seconds = (new Date(at).getTime() - now) / 1000
  const format = new Intl.RelativeTimeFormat(prefs.locale, { numeric: 'auto' })
  const size = Math.abs(seconds)
  if (size < 60) return format.format(Math.round(seconds), 'second')
  if (size < 3600) return format.format(Math.round(seconds / 60), 'minute')
  if (size < 86_400) return format.format(Math.round(seconds / 3600), 'hour')
  return format.format(Math.round(seconds / 86_400), 'day')
}

/** The instant a calendar day (yyyy-mm-dd) begins here, plus whole days; nothing for no day. */
export function startOf(date: string | null | undefined, plusDays = 0): string | null {
  if (!date) return null
  const [year, month, of] = date.split('-').map(Number)
  return isoWithOffset(new Date(year!, month! - 1, of! + plusDays))
}

/** An ISO time with this machine's offset, as the contract wants it. */
export function isoWithOffset(d: Date): string {
  const offset = -d.getTimezoneOffset()
  const zone = offset === 0 ? 'Z' : `${offset > 0 ? '+' : '-'}${pad(Math.floor(Math.abs(offset) / 60))}:${pad(Math.abs(offset) % 60)}`
  return `${day(d)}T${timeOfDay(d)}${zone}`
}
