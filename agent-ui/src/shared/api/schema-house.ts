/** The house as a whole: its health, its switchboards, its rules and calendar. */
import type { Time } from './schema-words'

export interface Status {
  telephony: { up: boolean; detail: string | null }
  /** The line to the telephone network. */
  trunk?: { up: boolean; detail: string | null }
  /** Of the machine's tapes; without room nobody is rung. */
  disk?: { up: boolean; detail: string | null }
  store: { up: boolean; detail: string | null }
  models: { language: string; name: string; present: boolean; demo: boolean }[]
  database: { up: boolean }
  spoolWaiting: number
  transcriptsWaiting: number
  version: string
}

/** Caps per person over all lists; the afternoon and the evening begin at these minutes of the day. */
export interface HouseRules { perDay: number; perWeek: number; afternoon: number; evening: number; wrapUpSeconds: number }

/** What becomes of who calls in; seconds until he hears that all are busy. */
export interface InboundSettings { open: boolean; queueSeconds: number }

export interface CalendarDay { day: string; kind: 'HOLIDAY' | 'WORKING'; name: string }

/** How a node's account stands with the carrier's registrar; `sip` is the status code of its no, 0 without one. */
export interface TrunkAccount { state: 'REGISTERED' | 'REJECTED' | 'UNREACHABLE' | 'PENDING'; sip: number; since: Time; text: string }

/** One Asterisk of the house. `trunk` says why no call gets out of it, null when calls do; `account` is null where none is set up. */
export interface TelephonyNode { name: string; state: 'UP' | 'DRAINING' | 'DOWN'; calls: number; capacity: number; since: Time; trunk: string | null; account: TrunkAccount | null }
