import { reactive, watch } from 'vue'

export type Locale = 'zh-CN' | 'en'
export type FontSize = 's' | 'm' | 'l' | 'xl'
export interface Prefs {
  locale: Locale
  dark: boolean
  size: FontSize
  /** The browser's own ids of the sound devices chosen here; null for the machine's default. */
  mic: string | null
  speaker: string | null
}

const key = 'aftercall.prefs'

/** How this person likes the screen; the only thing we keep in localStorage, and never a word about a patient. */
export const prefs: Prefs = reactive(read())

function read(): Prefs {
  const defaults: Prefs = { locale: 'zh-CN', dark: false, size: 'm', mic: null, speaker: null }
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Prefs>
    return {
      locale: kept.locale === 'en' ? 'en' : 'zh-CN',
      dark: kept.dark === true,
      size: kept.size && ['s', 'm', 'l', 'xl'].includes(kept.size) ? kept.size : defaults.size,
      mic: typeof kept.mic === 'string' ? kept.mic : null,
      speaker: typeof kept.speaker === 'string' ? kept.speaker : null,
    }
  } catch {
    return defaults
  }
}

/** Keeps the document in step with the preferences and remembers them. */
export function applyPrefs(): void {
  watch(prefs, now => {
    const root = document.documentElement
    root.lang = now.locale
    root.classList.toggle('dark', now.dark)
    root.dataset['size'] = now.size
    localStorage.setItem(key, JSON.stringify(now))
  }, { immediate: true })
}
