import type { Pacing } from '@/shared/api/schema'

/** How near the abandoned calls of the running window are to the cap. */
export function abandonTone({ abandonPercent, cap }: Pick<Pacing, 'abandonPercent' | 'cap'>): 'good' | 'warn' | 'bad' | 'info' {
  if (abandonPercent === null) return 'info'
  return abandonPercent > cap ? 'bad' : abandonPercent > cap * 0.8 ? 'warn' : 'good'
}

/** Whether a list calls without a nurse pressing a key. */
export const dialsByItself = (mode: string | undefined) => mode === 'PROGRESSIVE' || mode === 'PREDICTIVE'

/** Whether a regulator's bound is kept; nothing to tell before a person answered. */
export const dropTone = (percent: number | null, kept: boolean): 'good' | 'bad' | 'info' => percent === null ? 'info' : kept ? 'good' : 'bad'
