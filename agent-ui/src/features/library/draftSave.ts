import { reactive } from 'vue'
import { ApiError } from '@/shared/api/client'
import type { Doc, DocItem, DraftView, Fault } from '@/shared/api/schema'
import { rows } from './document'

/** Runs something later; the answer cancels it. */
export type Later = (ms: number, run: () => void) => () => void
export interface Wire { save: (document: Doc, version: number) => Promise<DraftView> }

export interface DraftSaveState {
  version: number
  faults: Fault[]
  mode: 'saved' | 'saving' | 'offline' | 'refused'
  savedAt: string
  changedBy: string
  /** What somebody else saved meanwhile, which cannot be brought together with ours. */
  theirs: DraftView | null
  refusal: unknown
}

export interface DraftSave {
  state: DraftSaveState
  write: (document: Doc) => void
  /** Saves at once; false when something stands in the way. */
  flush: () => Promise<boolean>
  keepMine: () => Promise<boolean>
  takeTheirs: () => Doc | null
  pending: () => boolean
  close: () => void
}

const pauseMs = 700
const retryMs = 3_000

const skeleton = (items: DocItem[]): string => JSON.stringify(rows(items).map(row => [row.item.linkId, row.path]))
const bare = (item: DocItem) => JSON.stringify({ ...item, item: undefined })
const rest = (doc: Doc) => JSON.stringify({ ...doc, item: undefined, version: undefined, status: undefined })

/** What two people made of the same draft, brought together; null where both changed the same item, or both its order. */
export function together(base: Doc, mine: Doc, theirs: Doc): Doc | null {
  const shape = [base, mine, theirs].map(doc => skeleton(doc.item))
  if (rest(mine) !== rest(base) && rest(theirs) !== rest(base) && rest(mine) !== rest(theirs)) return null
  const [frame, other] = shape[2] === shape[0] ? [mine, theirs] : shape[1] === shape[0] ? [theirs, mine] : [null, null]
  if (!frame) return null
  const was = new Map(rows(base.item).map(row => [row.item.linkId, row.item]))
  const changed = new Map(rows(other.item).filter(row => bare(row.item) !== bare(was.get(row.item.linkId)!)).map(row => [row.item.linkId, row.item]))
  let clash = false
  const put = (item: DocItem): DocItem => {
    const here = changed.get(item.linkId)
    const before = was.get(item.linkId)
    changed.delete(item.linkId)
    if (here && before && bare(item) !== bare(before) && bare(item) !== bare(here)) clash = true
    const inner = item.item?.map(put)
    return { ...(here ?? item), ...(inner ? { item: inner } : {}) }
  }
  const item = frame.item.map(put)
  // what the other changed is gone here
  if (clash || changed.size > 0) return null
  return { ...(rest(frame) === rest(base) ? other : frame), item }
}

export function draftSave(wire: Wire, first: DraftView, later: Later, merged: (document: Doc) => void): DraftSave {
  const state: DraftSaveState = reactive({
    version: first.version, faults: first.faults, mode: 'saved', savedAt: first.changedAt, changedBy: first.changedBy, theirs: null, refusal: null,
  })
  let base = first.document
  let waiting: Doc | null = null
  let running: Promise<boolean> | null = null
  let cancel: () => void = () => undefined
  let closed = false

  const schedule = (ms: number) => {
    cancel()
    if (!closed) cancel = later(ms, () => void flush())
  }
  function took(view: DraftView) {
    Object.assign(state, { version: view.version, faults: view.faults, savedAt: view.changedAt, changedBy: view.changedBy, refusal: null })
    base = view.document
  }
  function overtaken(theirs: DraftView, mine: Doc) {
    const saved = together(base, mine, theirs.document)
    // what was typed while the answer was on its way, put on top
    const all = saved && waiting ? together(mine, waiting, saved) : saved
    if (!all) {
      state.theirs = theirs
      waiting ??= mine
      return
    }
    took(theirs)
    waiting = all
    merged(all)
  }
  async function run(): Promise<boolean> {
    while (waiting && !closed && !state.theirs) {
      const sent = waiting
      waiting = null
      state.mode = 'saving'
      try {
        took(await wire.save(sent, state.version))
      } catch (error) {
        if (error instanceof ApiError && error.status === 412) {
          overtaken((error.problem as unknown as { current: DraftView }).current, sent)
          continue
        }
        waiting ??= sent
        const final = error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 401 && error.status !== 429
        state.mode = final ? 'refused' : 'offline'
        state.refusal = final ? error : null
        if (!final) schedule(retryMs)
        return false
      }
    }
    state.mode = 'saved'
    return state.theirs === null
  }
  function flush(): Promise<boolean> {
    cancel()
    running ??= run().finally(() => { running = null })
    return running
  }

  return {
    state,
    write: document => {
      waiting = document
      if (state.mode !== 'offline' && !state.theirs) schedule(pauseMs)
    },
    flush,
    keepMine: () => {
      if (state.theirs) took(state.theirs)
      state.theirs = null
      return flush()
    },
    takeTheirs: () => {
      const theirs = state.theirs
      if (!theirs) return null
      took(theirs)
      waiting = null
      state.theirs = null
      state.mode = 'saved'
      return theirs.document
    },
    pending: () => waiting !== null || running !== null,
    close: () => {
      closed = true
      cancel()
    },
  }
}
