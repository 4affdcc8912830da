import { useQuery } from '@tanstack/vue-query'
import { useI18n } from 'vue-i18n'
import { api } from './client'
import type { Disposition } from './schema'

/** The outcomes there are, in the order and the language they are shown. */
export function useDispositions() {
  const { locale } = useI18n()
  return useQuery({ queryKey: ['dispositions', locale], queryFn: () => api.get<Disposition[]>('/dispositions'), staleTime: Infinity })
}

/** The same as the rules of the list that a record belongs to want them. */
export function useDispositionsOf(record: () => string | null) {
  const { locale } = useI18n()
  return useQuery({ queryKey: ['dispositions', record, locale], queryFn: () => api.get<Disposition[]>('/dispositions', { record: record() }), enabled: () => record() !== null })
}

/** The words for an outcome's code; the code itself until they are known. */
export function useDispositionText(): (code: string | null) => string | null {
  const { data } = useDispositions()
  return code => data.value?.find(d => d.code === code)?.text ?? code
}
