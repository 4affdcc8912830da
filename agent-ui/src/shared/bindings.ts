import { reactive, ref } from 'vue'

/** What has a key of its own, named by the key it has unless its user chose another. */
export const actions = ['F2', 'F4', 'F8', 'F9', 'Ctrl+Enter', 'Alt+p', 'Alt+a', 'Alt+z', 'Alt+n', 'Alt+w', 'Alt+j', 'Alt+k', '/', '?'] as const
export type Action = (typeof actions)[number]

/** Keys that answer questions, play recordings and act on alerts; they cannot be moved, so nothing moves onto them. */
const fixed = new Set(['Enter', 'Shift+Enter', ' ', 'a', 'b', 'c', 'f', 'h', 'j', 'l', 'p', 's', 't', 'w'])
const inForms = /^(?:(?:Ctrl|Alt|Shift)\+)*(?:Tab|Escape|Backspace|Delete|Insert|Home|End|PageUp|PageDown|Arrow\w+| )$/
/** F1 help, F3 find, F5 reload, F6 address, F7 caret, F10 menu, F11 full screen, F12 tools; Alt+D, E, F and digits; Ctrl with nearly anything. */
const browsers = /^(?:F(?:1|3|5|6|7|10|11|12)|Alt\+(?:[def\d]|Enter|F4)|Ctrl\+(?!Enter$|F(?:2|8|9)$).*)$/

export type Refused = { why: 'taken'; by: Action } | { why: 'reserved' | 'fixed' | 'digit' | 'plain' }

const storedAt = 'aftercall.keys'
type Kept = Record<string, Partial<Record<Action, string>>>
const chosen = reactive<Partial<Record<Action, string>>>({})
const owner = ref<string | null>(null)

function kept(): Kept {
  try {
    const all: unknown = JSON.parse(localStorage.getItem(storedAt) ?? '{}')
    return all !== null && typeof all === 'object' ? all as Kept : {}
  } catch {
    return {}
  }
}

/** From now on the keys of this person hold, as kept in this browser under her id; nothing else is. */
export function useBindingsOf(person: string): void {
  owner.value = person
  const hers = kept()[person] ?? {}
  for (const action of actions) {
    delete chosen[action]
    const key = hers[action]
    if (typeof key === 'string' && refusal(action, key) === null) chosen[action] = key
  }
}

function keep(): void {
  if (owner.value === null) return
  localStorage.setItem(storedAt, JSON.stringify({ ...kept(), [owner.value]: { ...chosen } }))
}

export const keyOf = (action: Action): string => chosen[action] ?? action
export const isMoved = (action: Action): boolean => chosen[action] !== undefined

/** What a pressed key means, in the names of the keymaps; null for one whose action has moved away. */
export function meantBy(pressed: string): string | null {
  const action = actions.find(one => keyOf(one) === pressed)
  if (action) return action
  return (actions as readonly string[]).includes(pressed) ? null : pressed
}

/** Why an action cannot have that key; null when it can. */
export function refusal(action: Action, key: string): Refused | null {
  if (key === action) return taken(action, key)
  if (/^\d$/.test(key)) return { why: 'digit' }
  if (fixed.has(key)) return { why: 'fixed' }
  if (inForms.test(key) || browsers.test(key)) return { why: 'reserved' }
  if (key.length === 1 && action.length > 1) return { why: 'plain' }
  return taken(action, key)
}

function taken(action: Action, key: string): Refused | null {
  const by = actions.find(one => one !== action && keyOf(one) === key)
  return by ? { why: 'taken', by } : null
}

/** Gives an action another key; what speaks against it is answered and nothing changes. */
export function rebind(action: Action, key: string): Refused | null {
  const refused = refusal(action, key)
  if (refused) return refused
  if (key === action) delete chosen[action]
  else chosen[action] = key
  keep()
  return null
}

export function resetBindings(): void {
  for (const action of actions) delete chosen[action]
  keep()
}

/** As a key cap shows it. */
export const label = (key: string): string => key.split('+').map(part => part === 'Enter' ? '↵' : part.length === 1 ? part.toUpperCase() : part).join(' ')
/** As `aria-keyshortcuts` wants it. */
export const ariaKey = (action: Action): string => keyOf(action).replace('Ctrl', 'Control').replace(/\+([a-z])$/, (_, letter: string) => `+${letter.toUpperCase()}`)
