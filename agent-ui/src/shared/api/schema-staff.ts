/** Who works here and may do what. */
import type { Id, Time } from './schema-words'

export type Role = 'NURSE' | 'SUPERVISOR' | 'QUALITY' | 'PHYSICIAN' | 'ADMIN'
export type DeskKind = 'BROWSER' | 'PHONE'
export type Presence = 'OFFLINE' | 'READY' | 'PAUSED' | 'ON_CALL' | 'WRAPPING_UP'

export type Permission =
  | 'call' | 'record.read' | 'record.write' | 'recording.play' | 'transcript.search'
  | 'recording.govern' | 'recording.export' | 'import' | 'staff.admin' | 'audit.read' | 'worklist.read' | 'worklist.write' | 'supervise' | 'operate' | 'escalation'
  | 'sensitive.read' | 'speech.write' | 'vocabulary.write' | 'script.write'

/** What she will be when a call and its wrap-up are over. */
export type Afterwards = 'READY' | 'PAUSED' | 'OFFLINE'

export interface Me {
  id: Id
  login: string
  name: string
  role: Role
  departments: string[]
  allDepartments: boolean
  extension: string
  deskKind: DeskKind
  presence: Presence
  pausedWhy: string | null
  /** What she will be when her call and its wrap-up are over; null while she is free. */
  afterwards: Afterwards | null
  mustChangePassword: boolean
  permissions: Permission[]
}

export interface Desk {
  extension: string
  deskKind: DeskKind
  reachable: boolean
  /** A progressive list serves this nurse: while she is ready, calls come by themselves. */
  auto: boolean
  account: { socket: string; uri: string; user: string; password: string }
}

export interface Colleague { id: Id; name: string; role: Role; extension: string | null; presence: Presence; reachable: boolean }

export interface StaffView {
  id: Id
  login: string
  name: string
  role: Role
  departments: string[]
  allDepartments: boolean
  extension: string | null
  active: boolean
  lockedUntil: Time | null
}

export interface StaffDraft {
  login: string
  name: string
  role: Role
  departments: string[]
  allDepartments: boolean
  extension: string | null
  active: boolean
}

export interface AuditRow {
  at: Time
  who: string | null
  action: string
  subjectType: string | null
  subjectId: string | null
  detail: string | null
}
