import { watch } from 'vue'
import { createI18n } from 'vue-i18n'
import en from '@/locales/en.json'
import zh from '@/locales/zh-CN.json'
import { prefs } from './prefs'

export const i18n = createI18n({
  legacy: false,
  locale: prefs.locale,
  fallbackLocale: 'en',
  // Element Plus draws each table cell once with an empty row to find nested columns; that is no missing message
  missingWarn: /^(?!.*\.undefined$)/,
  fallbackWarn: false,
  messages: { 'zh-CN': zh, en },
})

watch(() => prefs.locale, locale => { i18n.global.locale.value = locale })

/** A message outside of components. */
export const say = (key: string, named: Record<string, unknown> = {}, count = 1): string => i18n.global.t(key, named, count)
