/** Reading discharge lists. */
import type { Id, Time } from './schema-words'

export type ImportAction = 'CREATE' | 'UPDATE' | 'SKIP' | 'ERROR'
export interface ImportError { line: number; column: string | null; value: string | null; code: string; message: string; fix: string | null }

export interface ImportView {
  id: Id
  fileName: string
  encoding: string | null
  state: 'PREVIEW' | 'COMMITTING' | 'COMMITTED' | 'DISCARDED'
  columns: { header: string; field: string | null }[]
  counts: { rows: number; create: number; update: number; skip: number; errors: number }
  rows?: { line: number; action: ImportAction; cells: Record<string, string | null> }[] | null
  errors?: ImportError[] | null
  problems?: { code: string; message: string; fix: string | null }[] | null
  createdAt: Time
  by: string | null
  progress: number
}
