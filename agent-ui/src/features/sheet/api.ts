import { api } from '@/shared/api/client'
import type { LeafletView } from '@/shared/api/schema-sheet'

export const leaflets = { of: (language: string, icd10: string | null, questionnaire: string | null) => api.getIn<LeafletView>(language, '/leaflets', { icd10, questionnaire }) }
