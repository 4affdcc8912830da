import { reactive } from 'vue'
import { ApiError } from '@/shared/api/client'
import type { Answers, RecordPatch, RecordView } from '@/shared/api/schema'
import { randomId } from '@/shared/randomId'

/** A field of the record: one of the axes, the note, or `answers/<linkId>`. */
export type Field = Exclude<keyof RecordPatch, 'answers' | 'agoMs'> | `answers/${string}`
export type Value = Answers[string] | null | undefined

export interface Tagged { record: RecordView; etag: string | null }
/** How the form reaches the server. */
export interface Wire {
  read: () => Promise<Tagged>
  /** The same change sent again, since its answer was lost, has the same key. */
  patch: (patch: RecordPatch, etag: string | null, key: string) => Promise<Tagged>
}
/** Runs something later; the answer cancels it. */
export type Later = (ms: number, run: () => void) => () => void

export interface Conflict { field: Field; mine: Value; theirs: Value }

export interface AutosaveState {
  /** The record as the server last told it. */
  base: RecordView
  /** Changes on their way or waiting. */
  waiting: Partial<Record<Field, Value>>
  conflicts: Conflict[]
  /** What the server would not take, with its reason. */
  rejected: Partial<Record<Field, string>>
  /** `offline`: cannot be reached, tries again by itself. */
  mode: 'saved' | 'saving' | 'offline'
  savedAt: string | null
}

export interface Autosave {
  state: AutosaveState
  valueOf: (field: Field) => Value
  answers: () => Answers
  set: (field: Field, value: Value, delayMs?: number) => void
  /** Tries at once, for instance after logging in again or coming back online. */
  flush: () => Promise<void>
  /** Waits until all is saved; false when something stands in the way. */
  settle: () => Promise<boolean>
  /** After a push (or a gap): reads the server's version and keeps our waiting changes on top. */
  refresh: (push?: boolean) => Promise<void>
  /** While the record may become a colleague's nothing is sent; what waits goes when it stays hers. */
  hold: (on: boolean) => void
  resolve: (field: Field, keep: 'mine' | 'theirs') => void
  etag: () => string | null
  /** Takes over what another command (signing) brought back. */
  adopt: (tagged: Tagged) => void
  close: () => void
}

/** A push that follows our own saving so closely only echoes it. */
const echoMs = 3_000
const retryMs = [1_000, 2_000, 5_000, 10_000]
const same = (a: Value, b: Value) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

function valueIn(record: RecordView, field: Field): Value {
  return field.startsWith('answers/')
    ? record.answers[field.slice('answers/'.length)] ?? null
    : record[field as Exclude<keyof RecordPatch, 'answers' | 'agoMs'>] as Value
}

function asPatch(changes: Partial<Record<Field, Value>>, ago: (field: Field) => number): RecordPatch {
  const patch: Record<string, unknown> = {}
  const answers: Record<string, unknown> = {}
  const agoMs: Record<string, number> = {}
  for (const [field, value] of Object.entries(changes)) {
    if (field.startsWith('answers/')) {
      const linkId = field.slice('answers/'.length)
      answers[linkId] = value
      if (value !== null) agoMs[linkId] = ago(field as Field)
    } else patch[field] = value
  }
  return { ...patch, ...(Object.keys(answers).length > 0 ? { answers } : {}), ...(Object.keys(agoMs).length > 0 ? { agoMs } : {}) } as RecordPatch
}

/**
 * Saves every change of a form, one request at a time, and never loses one while the page lives.
 *
 * @param clock of this page in ms, which no setting of the computer's clock moves
 */
export function autosave(wire: Wire, first: Tagged, later: Later, clock: () => number = () => performance.now()): Autosave {
  const state: AutosaveState = reactive({
    base: first.record, waiting: {}, conflicts: [], rejected: {}, mode: 'saved', savedAt: first.record.savedAt,
  })
  let etag = first.etag
  let running: Promise<void> | null = null
  let cancel: () => void = () => undefined
  let failures = 0
  let closed = false
  let held = false
  let savedLast = 0
  let tried = { what: '', key: '' }
  /** When what waits was given: for the seconds of the talk that belong to an answer. */
  const given = new Map<Field, number>()

  const pending = () => Object.keys(state.waiting) as Field[]
  const schedule = (ms: number) => {
    cancel()
    if (!closed && !held) cancel = later(ms, () => void flush())
  }

  /** The questions are the same after each saving: kept, so that the form need not draw them anew. */
  function withKnownForm(record: RecordView): RecordView {
    const known = state.base.questionnaire
    const now = record.questionnaire
    return known && now && known.code === now.code && known.version === now.version && known.title === now.title ? { ...record, questionnaire: known } : record
  }

  function took({ record, etag: tag }: Tagged, sent: Partial<Record<Field, Value>>) {
    state.base = withKnownForm(record)
    etag = tag
    state.savedAt = record.savedAt
    failures = 0
    savedLast = Date.now()
    for (const field of Object.keys(sent) as Field[]) {
      delete state.rejected[field]
      // changed again while it was on its way: the newer value still waits
      if (same(state.waiting[field], sent[field])) {
        delete state.waiting[field]
        given.delete(field)
      }
    }
  }

  /** Somebody else saved first: what they did not touch goes again, what both touched is put to the nurse. */
  function rebase(now: Tagged) {
    const before = state.base
    // two may read at once, and the older answer arrive last
    if (now.record.version <= before.version) return
    for (const field of pending()) {
      const theirs = valueIn(now.record, field)
      const mine = state.waiting[field]
      if (same(theirs, mine)) delete state.waiting[field]
      else if (!same(theirs, valueIn(before, field))) {
        state.conflicts = [...state.conflicts.filter(c => c.field !== field), { field, mine, theirs }]
        delete state.waiting[field]
      }
    }
    state.base = withKnownForm(now.record)
    etag = now.etag
    state.savedAt = now.record.savedAt
  }

  function refuse(error: ApiError, sent: Partial<Record<Field, Value>>) {
    // within the rows of an answer a pointer goes on behind its field
    const fieldOf = (pointer: string) => (Object.keys(sent) as Field[]).find(field => pointer === `/${field}` || pointer.startsWith(`/${field}/`))
    const named = error.errors.flatMap(e => fieldOf(e.pointer) ? [{ field: fieldOf(e.pointer)!, message: e.message }] : [])
    const blamed = named.length > 0 ? named : (Object.keys(sent) as Field[]).map(field => ({ field, message: error.message }))
    for (const { field, message } of blamed) {
      state.rejected[field] = message
      delete state.waiting[field]
    }
  }

  async function once() {
    const sent = { ...state.waiting }
    const on = etag
    const what = JSON.stringify([sent, on])
    if (tried.what !== what) tried = { what, key: randomId() }
    state.mode = 'saving'
    try {
      took(await wire.patch(asPatch(sent, field => Math.max(0, Math.round(clock() - (given.get(field) ?? clock())))), on, tried.key), sent)
    } catch (error) {
      const status = error instanceof ApiError ? error.status : 0
      if (status === 412) {
        const now = await wire.read()
        if (now.etag === on) throw new Error('The server refuses its own version')
        rebase(now)
      } else if (status >= 400 && status < 500 && status !== 401 && status !== 408 && status !== 429) refuse(error as ApiError, sent)
      else throw error
    }
  }

  async function run() {
    try {
      while (pending().length > 0 && !closed && !held) await once()
      if (!held) state.mode = 'saved'
    } catch {
      state.mode = 'offline'
      schedule(retryMs[Math.min(failures++, retryMs.length - 1)]!)
    }
  }

  function flush(): Promise<void> {
    cancel()
    running ??= run().finally(() => { running = null })
    return running
  }

  const blocked = () => state.conflicts.length > 0 || Object.keys(state.rejected).length > 0

  return {
    state,
    valueOf: field => field in state.waiting ? state.waiting[field] ?? null : valueIn(state.base, field),
    answers: () => {
      const all: Answers = { ...state.base.answers }
      for (const field of pending()) {
        if (!field.startsWith('answers/')) continue
        const value = state.waiting[field] as Answers[string] | null
        if (value === null) delete all[field.slice('answers/'.length)]
        else all[field.slice('answers/'.length)] = value
      }
      return all
    },
    set: (field, value, delayMs = 0) => {
      // of what is typed the first letter counts, of what is chosen the last choice
      if (!(delayMs > 0 && field in state.waiting)) given.set(field, clock())
      state.waiting[field] = value
      delete state.rejected[field]
      if (state.mode !== 'offline') schedule(delayMs)
    },
    flush,
    settle: async () => {
      await flush()
      if (pending().length > 0) await flush()
      return pending().length === 0 && !blocked()
    },
    refresh: async push => {
      if (running) await running
      if (push && Date.now() - savedLast < echoMs) return
      rebase(await wire.read())
      if (pending().length > 0) await flush()
    },
    resolve: (field, keep) => {
      const conflict = state.conflicts.find(c => c.field === field)
      state.conflicts = state.conflicts.filter(c => c.field !== field)
      if (conflict && keep === 'mine') {
        state.waiting[field] = conflict.mine
        schedule(0)
      }
    },
    hold: on => {
      held = on
      if (on) cancel()
      else if (pending().length > 0) schedule(0)
    },
    etag: () => etag,
    adopt: tagged => took(tagged, {}),
    close: () => {
      closed = true
      cancel()
    },
  }
}
