import { reactive } from 'vue'
import type { Answers, AnswerValue, Questionnaire, RecordView } from '@/shared/api/schema'
import type { Autosave, Field } from './autosave'

const nobody = {
  id: 'preview', version: 1, state: 'OPEN', patientId: '', patientName: '', admissionNo: '', department: '', taskId: '', callId: null, attemptNo: 1, nurseName: null, signedBy: null, answers: {}, note: null,
  reached: null, relation: null, completion: null, clinical: null, disposition: null, dispositionText: null, lineResult: null, q850: null, orderedAt: null, answeredAt: null, endedAt: null, signedAt: null,
  savedAt: null, nextStep: null, recording: null, transcript: null,
} satisfies Omit<RecordView, 'questionnaire'>

/** A form to try a questionnaire with: answered as in a talk, kept nowhere. */
export function previewOf(): { of: (form: Questionnaire) => Autosave; clear: (initial?: Answers) => void; untouched: () => boolean } {
  const answers = reactive<Record<string, AnswerValue>>({})
  const done = Promise.resolve()
  let touched = false
  function set(field: Field, value: unknown) {
    if (!field.startsWith('answers/')) return
    touched = true
    const linkId = field.slice('answers/'.length)
    if (value === null || value === undefined) delete answers[linkId]
    else answers[linkId] = value as AnswerValue
  }
  return {
    clear: (initial = {}) => {
      for (const linkId of Object.keys(answers)) delete answers[linkId]
      Object.assign(answers, initial)
      touched = false
    },
    untouched: () => !touched,
    of: form => ({
      state: { base: { ...nobody, questionnaire: form }, waiting: {}, conflicts: [], rejected: {}, mode: 'saved', savedAt: null },
      valueOf: field => field.startsWith('answers/') ? answers[field.slice('answers/'.length)] ?? null : null,
      answers: () => ({ ...answers }),
      set, flush: () => done, settle: () => Promise.resolve(true), refresh: () => done, hold: () => undefined, resolve: () => undefined, etag: () => null, adopt: () => undefined, close: () => undefined,
    }),
  }
}
