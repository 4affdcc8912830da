import { expect, test } from 'vitest'
import { ApiError, Unreachable } from '@/shared/api/client'
import type { Doc, DocItem, DraftView } from '@/shared/api/schema'
import { draftSave, together } from './draftSave'

const item = (linkId: string, en = linkId, more: Partial<DocItem> = {}): DocItem => ({ linkId, type: 'boolean', text: { zh: '', en }, ...more })
const doc = (...items: DocItem[]): Doc => ({ title: { zh: '', en: 'T' }, item: items })
const view = (version: number, document: Doc, changedBy = 'me'): DraftView => ({ code: 'x', document, version, basedOn: null, changedBy, changedAt: '2026-11-23T10:00:00Z', faults: [] })
const words = (one: Doc | null) => one?.item.map(each => each.text.en)

/** A server that keeps the newest, and a clock moved by hand. */
function house(first: Doc) {
  let kept = view(1, first)
  let down = false
  const waiting: (() => void)[] = []
  const merged: Doc[] = []
  const save = draftSave({
    save: (document, version) => {
      if (down) return Promise.reject(new Unreachable(null))
      if (version !== kept.version) return Promise.reject(new ApiError(412, { code: 'library.stale', current: kept } as never))
      kept = view(version + 1, document)
      return Promise.resolve(kept)
    },
  }, kept, (_, run) => { waiting.push(run); return () => { waiting.splice(waiting.indexOf(run), 1) } }, one => { merged.push(one) })
  return {
    save, merged, kept: () => kept,
    somebody: (document: Doc) => { kept = view(kept.version + 1, document, 'Li') },
    goes: (is: boolean) => { down = is },
    waits: async () => { for (const run of waiting.splice(0)) run(); await save.flush() },
  }
}

test('what is written is saved after a pause, and only the last of it', async () => {
  const at = house(doc(item('a')))
  at.save.write(doc(item('a', '1')))
  at.save.write(doc(item('a', '2')))
  await at.waits()
  expect(words(at.kept().document)).toEqual(['2'])
  expect(at.save.state).toMatchObject({ version: 2, mode: 'saved' })
})

test('while the server is away nothing is lost', async () => {
  const at = house(doc(item('a')))
  at.goes(true)
  at.save.write(doc(item('a', '1')))
  expect(await at.save.flush()).toBe(false)
  expect(at.save.state.mode).toBe('offline')
  at.save.write(doc(item('a', '2')))
  at.goes(false)
  await at.waits()
  expect(words(at.kept().document)).toEqual(['2'])
})

test('changes of two people to different items come together by themselves', async () => {
  const at = house(doc(item('a'), item('b')))
  at.somebody(doc(item('a'), item('b', 'theirs')))
  at.save.write(doc(item('a', 'mine'), item('b')))
  expect(await at.save.flush()).toBe(true)
  expect(words(at.kept().document)).toEqual(['mine', 'theirs'])
  expect(words(at.merged[0]!)).toEqual(['mine', 'theirs'])
})

test('of two changes to the same item one is chosen', async () => {
  const at = house(doc(item('a')))
  at.somebody(doc(item('a', 'theirs')))
  at.save.write(doc(item('a', 'mine')))
  expect(await at.save.flush()).toBe(false)
  expect(at.save.state.theirs?.changedBy).toBe('Li')
  expect(words(at.kept().document)).toEqual(['theirs'])
  expect(await at.save.keepMine()).toBe(true)
  expect(words(at.kept().document)).toEqual(['mine'])
  at.somebody(doc(item('a', 'again')))
  at.save.write(doc(item('a', 'mine too')))
  await at.save.flush()
  expect(words(at.save.takeTheirs())).toEqual(['again'])
  expect(at.save.pending()).toBe(false)
  expect(words(at.kept().document)).toEqual(['again'])
})

test('one adds a question while the other words one', () => {
  const base = doc(item('g', 'g', { type: 'group', item: [item('a')] }))
  const mine = doc(item('g', 'g', { type: 'group', item: [item('a'), item('new')] }))
  const theirs = doc(item('g', 'g', { type: 'group', item: [item('a', 'better')] }))
  expect(together(base, mine, theirs)?.item[0]?.item?.map(one => one.text.en)).toEqual(['better', 'new'])
  expect(together(base, theirs, mine)?.item[0]?.item?.map(one => one.text.en)).toEqual(['better', 'new'])
})

test.each([
  ['both move things', doc(item('b'), item('a')), doc(item('b'), item('a'), item('c'))],
  ['one words what the other removed', doc(item('b')), doc(item('a', 'x'), item('b'))],
])('it cannot come together where %s', (_, mine, theirs) => {
  expect(together(doc(item('a'), item('b')), mine, theirs)).toBeNull()
})
