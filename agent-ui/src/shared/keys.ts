import { onBeforeUnmount, onMounted } from 'vue'
import { meantBy } from './bindings'

/** `Ctrl+Enter`, `Alt+j`, `F2`, `?` … → what it does, wherever its user has moved the key; answering `false` leaves the key to the browser. */
export type Keymap = Record<string, (event: KeyboardEvent) => unknown>

/** True while an input method is choosing characters: then no key is ours. */
export function composing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229
}

/** True where a plain character is text to somebody. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true
  return target instanceof HTMLInputElement && !['radio', 'checkbox', 'button', 'submit', 'range'].includes(target.type)
}

/** The name of a key press as a keymap writes it. */
export function keyName(event: KeyboardEvent): string {
  const key = event.code.startsWith('Key') && event.altKey ? event.code.slice(3).toLowerCase() : event.key
  const parts = [event.ctrlKey || event.metaKey ? 'Ctrl' : '', event.altKey ? 'Alt' : '', event.shiftKey && key.length > 1 ? 'Shift' : '']
  return [...parts.filter(Boolean), key].join('+')
}

/** Plain characters, Enter and the like are left alone while typing; function keys and chords always work. */
export function plain(name: string): boolean {
  return !/^(F\d|Ctrl\+|Alt\+|Escape)/.test(name)
}

/** True while a dialog, drawer or menu has the floor; one that fades away has given it back, so that no key of a fast hand is lost. */
export function dialogOpen(): boolean {
  return [...document.querySelectorAll<HTMLElement>('.el-overlay')].some(overlay => overlay.style.display !== 'none' && !/-leave-active\b/.test(overlay.className))
}

/** Listens for keys as long as the component lives. */
export function useKeys(keymap: Keymap): void {
  const listen = (event: KeyboardEvent) => {
    if (composing(event) || event.defaultPrevented || dialogOpen()) return
    const pressed = keyName(event)
    const act = keymap[meantBy(pressed) ?? '']
    if (!act || (plain(pressed) && isTyping(event.target))) return
    if (act(event) !== false) event.preventDefault()
  }
  onMounted(() => window.addEventListener('keydown', listen))
  onBeforeUnmount(() => window.removeEventListener('keydown', listen))
}
