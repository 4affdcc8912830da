/** Words that every part of the contract uses. Times are ISO-8601 with offset, ids are UUIDs. */
export type Id = string
export type Time = string
export interface Why { code: string; text: string }
export interface Page<T> { items: T[]; next: string | null }
export interface FieldError { pointer: string; message: string }
export interface Problem { status?: number; code?: string; title?: string; detail?: string; errors?: FieldError[] }

export type FrameType =
  | 'call.changed' | 'record.changed' | 'recording.changed' | 'transcript.changed'
  | 'task.changed' | 'worklist.changed' | 'me.changed' | 'status.changed' | 'desk.changed' | 'cue.changed'
  | 'escalation.raised' | 'escalation.changed' | 'patient.changed'

/** One push: what changed, never the thing itself. */
export interface Frame { v: number; seq: number; type: FrameType; at: Time; ref: string | null }
