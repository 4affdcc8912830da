import { ElMessage } from 'element-plus'
import { h } from 'vue'
import { ApiError, Unreachable } from '@/shared/api/client'
import { say } from '@/shared/i18n'
import UndoCountdown from './UndoCountdown.vue'

/** What went wrong in plain words, with the code for whoever is asked for help. */
export function explain(error: unknown): { words: string; code: string } {
  if (error instanceof ApiError) {
    const fields = error.errors.map(e => e.message).join(' ')
    return { words: fields && fields !== error.message ? `${error.message} ${fields}` : error.message, code: error.code }
  }
  if (error instanceof Unreachable) return { words: say('error.unreachable'), code: error.code }
  return { words: say('error.unexpected'), code: error instanceof Error ? error.message : String(error) }
}

export function toastError(error: unknown): void {
  if (error instanceof ApiError && error.status === 401) return
  const { words, code } = explain(error)
  ElMessage({ type: 'error', message: `${words} (${code})`, duration: 8000, showClose: true })
}

export function toastDone(message: string): void {
  ElMessage({ type: 'success', message, duration: 3000 })
}

export function toastNote(message: string): void {
  ElMessage({ type: 'warning', message, duration: 6000, showClose: true })
}

/** Says what was done and offers to take it back for a while. */
export function toastUndo(message: string, undo: () => void): void {
  const note = ElMessage({
    type: 'success', duration: 10_000, showClose: true,
    message: h('span', { class: 'undo-note' }, [message, ' ', h('button', { type: 'button', class: 'linkish', onClick: () => { note.close(); undo() } }, say('common.undo'))]),
  })
}

const aboveTheCallBar = 68

/** The same with its seconds shown, for what the server takes back only so long: out of the way of the next patient. The answer closes it. */
export function toastCountdown(message: string, until: number, undo: () => void): () => void {
  const note = ElMessage({
    type: 'success', duration: Math.max(0, until - Date.now()), showClose: true, placement: 'bottom-left', offset: aboveTheCallBar,
    message: h(UndoCountdown, { message, until, onUndo: () => { note.close(); undo() }, onOver: () => note.close() }),
  })
  return () => note.close()
}
