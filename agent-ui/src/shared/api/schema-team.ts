import type { Id } from './schema'

/** Nurses who work on the same lists. */
export interface Team { id: Id; name: string; members: Id[] }
