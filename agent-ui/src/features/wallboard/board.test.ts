import { expect, test } from 'vitest'
import type { Wallboard, WallNurse } from '@/shared/api/schema'
import { abandonTone, canListen, funnelOf, inOrder, long, switchOf, tilesOf } from './board'

const board = (tiles: Partial<Wallboard['tiles']>) => ({ tiles: { due: 100, dialed: 80, reached: 40, completed: 30, waiting: 5, callbacksMissed: 0, reachRate: 0.5, abandonRate: 0, longestWait: 1, longestReady: null, ...tiles }, lists: [] }) as unknown as Wallboard
const nurse = (presence: WallNurse['presence'], since: string, more: Partial<WallNurse> = {}) => ({ id: since, name: since, presence, since, callId: null, callState: null, patientTask: null, today: { dialed: 0, reached: 0, completed: 0 }, ...more })
const tone = (tiles: Partial<Wallboard['tiles']>, name: string) => tilesOf(board(tiles)).find(tile => tile.name === name)!.tone

test('a tile is judged by its target, and not at all without a figure', () => {
  expect([tone({ reachRate: 0.6 }, 'reachRate'), tone({ reachRate: 0.5 }, 'reachRate'), tone({ reachRate: 0.1 }, 'reachRate'), tone({ reachRate: null }, 'reachRate')]).toEqual(['good', 'warn', 'bad', 'info'])
  expect([tone({ callbacksMissed: 0 }, 'callbacksMissed'), tone({ callbacksMissed: 1 }, 'callbacksMissed')]).toEqual(['good', 'bad'])
})

test('the funnel tells each stage against the one before, and an empty day divides by nothing', () => {
  const day = (funnel: Wallboard['funnel']) => funnelOf({ funnel } as Wallboard)
  expect(day({ due: 100, dialed: 80, reached: 40, completed: 30 }).map(s => [s.width, s.ofBefore])).toEqual([[1, null], [0.8, 0.8], [0.4, 0.5], [0.3, 0.75]])
  expect(day({ due: 0, dialed: 0, reached: 0, completed: 0 }).every(s => s.width === 0 && s.ofBefore === null)).toBe(true)
})

test('who talks comes first, and the longest in a state before the others in it', () => {
  expect(inOrder([nurse('PAUSED', '1'), nurse('ON_CALL', '3'), nurse('ON_CALL', '2'), nurse('READY', '0')]).map(n => n.since)).toEqual(['2', '3', '0', '1'])
})

test('a long wrap-up stands out, a long talk does not', () => {
  const since = '2026-11-22T10:00:00Z'
  const now = Date.parse(since) + 6 * 60_000
  expect([long(nurse('WRAPPING_UP', since), now), long(nurse('ON_CALL', since), now), long(nurse('PAUSED', since), now)]).toEqual([true, false, false])
})

test('only a talk can be listened to', () => {
  expect([canListen(nurse('ON_CALL', '', { callId: 'c', callState: 'TALKING' })), canListen(nurse('ON_CALL', '', { callId: 'c', callState: 'RINGING' })), canListen(nurse('READY', ''))]).toEqual([true, false, false])
})

test('a nurse is paused or let go on, also for after her call; who is offline is left alone', () => {
  expect([nurse('READY', ''), nurse('PAUSED', ''), nurse('OFFLINE', ''), nurse('ON_CALL', ''), nurse('ON_CALL', '', { afterwards: 'PAUSED' }), nurse('WRAPPING_UP', '', { afterwards: 'OFFLINE' })].map(switchOf))
    .toEqual(['pause', 'ready', null, 'pause', 'ready', null])
})

test('a patient on the line who waits too long shows, and nobody waiting is good', () => {
  const wait = (seconds: number | null) => tilesOf(board({ longestWait: seconds })).find(tile => tile.name === 'longestWait')
  expect(wait(null)).toMatchObject({ value: '00:00', tone: 'good' })
  expect(wait(29)).toMatchObject({ value: '00:29', tone: 'good' })
  expect(wait(95)).toMatchObject({ value: '01:35', tone: 'bad' })
})

test('who was abandoned is held against the cap of his own list, and the worst list is the tile', () => {
  const list = (name: string, abandonRate: number | null, abandonCap: number | null) => ({ name, abandonRate, abandonCap }) as Wallboard['lists'][number]
  const [strict, free, quiet, manual] = [list('strict', 0.013, 0.01), list('free', 0.02, 0.03), list('quiet', null, 0.005), list('manual', null, null)]
  expect([strict!, free!, quiet!, manual!].map(abandonTone)).toEqual(['warn', 'good', 'info', 'info'])
  const tile = (lists: Wallboard['lists']) => tilesOf({ ...board({ abandonRate: 0.018 }), lists }).find(one => one.name === 'abandonRate')
  expect(tile([free!, strict!, quiet!, manual!])).toMatchObject({ value: '1.3%', of: '1.0%', tone: 'warn' })
  expect(tile([manual!, free!])).toMatchObject({ value: '2.0%', of: '3.0%', tone: 'good' })
  expect(tile([manual!])).toMatchObject({ of: null, tone: 'info' })
})
