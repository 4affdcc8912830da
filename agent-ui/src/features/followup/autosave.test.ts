import { expect, test } from 'vitest'
import { ApiError, Unreachable } from '@/shared/api/client'
import type { RecordPatch, RecordView } from '@/shared/api/schema'
import { autosave, type Later, type Tagged } from './autosave'

/** A server with one record, that can be cut off and can refuse. */
function server() {
  let record = { id: 'r', version: 1, answers: {}, note: null, savedAt: null } as unknown as RecordView
  const self = {
    cut: false,
    refuse: null as ApiError | null,
    patches: [] as RecordPatch[],
    keys: [] as string[],
    now: (): Tagged => ({ record: structuredClone(record), etag: `"${record.version}"` }),
    /** A change by somebody else. */
    change: (patch: RecordPatch) => {
      const answers = { ...record.answers, ...patch.answers } as RecordView['answers']
      record = { ...record, ...patch, answers, version: record.version + 1, savedAt: `v${record.version + 1}` } as RecordView
    },
    read: async () => self.now(),
    patch: async (patch: RecordPatch, etag: string | null, key: string) => {
      self.keys.push(key)
      if (self.cut) throw new Unreachable(null)
      if (self.refuse) throw self.refuse
      if (etag !== `"${record.version}"`) throw new ApiError(412, { code: 'record.changed' })
      self.patches.push(patch)
      self.change(patch)
      return self.now()
    },
  }
  return self
}

/** Collects what was put off, to be run by hand. */
function clock() {
  let jobs: (() => void)[] = []
  const later: Later = (_, run) => {
    jobs.push(run)
    return () => { jobs = jobs.filter(job => job !== run) }
  }
  return { later, waiting: () => jobs.length }
}

test('a change is saved and the time of saving is known', async () => {
  const far = server()
  const form = autosave(far, far.now(), clock().later)
  form.set('answers/pain', 3)
  expect(form.answers()).toEqual({ pain: 3 })
  expect(await form.settle()).toBe(true)
  expect(far.now().record.answers).toEqual({ pain: 3 })
  expect(form.state.savedAt).toBe('v2')
})

test('the same change sent again has the same key, another one another', async () => {
  const far = server()
  const form = autosave(far, far.now(), clock().later)
  far.cut = true
  form.set('answers/pain', 3)
  await form.flush()
  await form.flush()
  form.set('note', 'call back')
  far.cut = false
  await form.settle()
  form.set('note', 'call back')
  await form.settle()
  const [first, again, more, next] = far.keys
  expect(again).toBe(first)
  expect(new Set([first, more, next]).size).toBe(3)
})

test('changes made while offline wait, are counted, and go in one request', async () => {
  const far = server()
  const time = clock()
  const form = autosave(far, far.now(), time.later)
  far.cut = true
  form.set('answers/pain', 3)
  await form.flush()
  form.set('note', 'call back')
  expect(form.state.mode).toBe('offline')
  expect(Object.keys(form.state.waiting)).toHaveLength(2)
  expect(time.waiting()).toBe(1)
  far.cut = false
  expect(await form.settle()).toBe(true)
  expect(far.patches).toMatchObject([{ note: 'call back', answers: { pain: 3 } }])
})

test('a value changed again on its way is sent again', async () => {
  const far = server()
  const form = autosave(far, far.now(), clock().later)
  form.set('note', 'a')
  const first = form.flush()
  form.set('note', 'ab')
  await first
  expect(far.now().record.note).toBe('ab')
})

test('somebody else in another field is no conflict', async () => {
  const far = server()
  const form = autosave(far, far.now(), clock().later)
  far.change({ note: 'theirs' })
  form.set('answers/pain', 3)
  expect(await form.settle()).toBe(true)
  expect(far.now().record).toMatchObject({ note: 'theirs', answers: { pain: 3 } })
})

test('somebody else in the same field is shown with both values, and either can be kept', async () => {
  const far = server()
  const form = autosave(far, far.now(), clock().later)
  far.change({ answers: { pain: 9 } })
  form.set('answers/pain', 3)
  expect(await form.settle()).toBe(false)
  expect(form.state.conflicts).toEqual([{ field: 'answers/pain', mine: 3, theirs: 9 }])
  form.resolve('answers/pain', 'mine')
  expect(await form.settle()).toBe(true)
  expect(far.now().record.answers).toEqual({ pain: 3 })
})

test('a value the server refuses is named and does not hold up the others', async () => {
  const far = server()
  const form = autosave(far, far.now(), clock().later)
  far.refuse = new ApiError(422, { errors: [{ pointer: '/answers/pain', message: '0 to 10' }] })
  form.set('answers/pain', 99)
  form.set('note', 'x')
  const saving = form.flush()
  far.refuse = null
  await saving
  expect(form.state.rejected).toEqual({ 'answers/pain': '0 to 10' })
  expect(far.patches.at(-1)).toEqual({ note: 'x' })
})

test('taking an answer back is a change too', async () => {
  const far = server()
  far.change({ answers: { pain: 3 } })
  const form = autosave(far, far.now(), clock().later)
  form.set('answers/pain', null)
  expect(form.answers()).toEqual({})
  await form.settle()
  expect(far.patches).toMatchObject([{ answers: { pain: null } }])
})

test('each answer travels with how long ago it was given, however long it waited', async () => {
  const far = server()
  let now = 1_000
  const form = autosave(far, far.now(), clock().later, () => now)
  form.set('answers/pain', 3)
  now += 400
  form.set('answers/problem', 'c', 500)
  now += 2_000
  form.set('answers/problem', 'cough', 500)
  form.set('note', 'x')
  far.cut = true
  await form.flush()
  now += 60_000
  far.cut = false
  expect(await form.settle()).toBe(true)
  // of what is typed the first letter counts
  expect(far.patches.at(-1)?.agoMs).toEqual({ pain: 62_400, problem: 62_000 })
})

test('of what is chosen the last choice counts, and what is taken away was given at no time', async () => {
  const far = server()
  let now = 0
  const form = autosave(far, far.now(), clock().later, () => now)
  form.set('answers/pain', 3)
  now += 5_000
  form.set('answers/pain', 4)
  now += 1_000
  await form.settle()
  expect(far.patches.at(-1)?.agoMs).toEqual({ pain: 1_000 })
  form.set('answers/pain', null)
  await form.settle()
  expect(far.patches.at(-1)).not.toHaveProperty('agoMs')
})

test('two looks at once take what somebody else saved, and the older answer that comes last is left', async () => {
  const far = server()
  const answers: ((now: Tagged) => void)[] = []
  const form = autosave({ ...far, read: () => new Promise<Tagged>(done => answers.push(done)) }, far.now(), clock().later)
  far.change({ answers: { pain: 3 } })
  const older = far.now()
  far.change({ answers: { pain: 4 } })
  const looks = [form.refresh(), form.refresh()]
  await Promise.resolve()
  answers[1]!(far.now())
  answers[0]!(older)
  await Promise.all(looks)
  expect(form.answers()).toEqual({ pain: 4 })
  expect(form.etag()).toBe('"3"')
})

test('while the patient is handed on nothing is sent, and it goes when he stays hers', async () => {
  const far = server()
  const jobs: (() => void)[] = []
  const form = autosave(far, far.now(), (_, run) => { jobs.push(run); return () => undefined })
  form.hold(true)
  form.set('completion', 'COMPLETE')
  await form.flush()
  expect(far.patches).toEqual([])
  expect(await form.settle()).toBe(false)
  form.hold(false)
  jobs.at(-1)!()
  expect(await form.settle()).toBe(true)
  expect(far.patches).toMatchObject([{ completion: 'COMPLETE' }])
})
