/** Patients who were here before a list was made. */
import type { Id } from './schema-words'

/** In patients: who fits and is not on the list, of them who has a task open elsewhere, of the others who must not be called, and who is left. */
export interface TakeInEffect { fit: number; elsewhere: number; stopped: number; taken: number }
/** `undo` takes it back; null when nobody was taken. */
export interface TakenIn { effect: TakeInEffect; undo: Id | null }
