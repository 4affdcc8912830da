import type { Wallboard, WallNurse } from '@/shared/api/schema'
import { stamp, worklists } from './people'
import type { Route } from './route'

const began = Date.now()
const minute = 60_000
const since = (minutes: number) => new Date(began - minutes * minute).toISOString()
const nurse = (id: string, name: string, presence: WallNurse['presence'], minutes: number, callState: WallNurse['callState'], done: number): WallNurse =>
  ({ id, name, presence, since: since(minutes), callId: callState ? `wall-${id}` : null, callState, patientTask: callState ? 't5' : null, today: { dialed: done * 2 + 3, reached: done + 2, completed: done } })
const nurses = [
  nurse('n1', '示例护士', 'ON_CALL', 3.2, 'TALKING', 12), nurse('n2', '示例护士乙', 'ON_CALL', 0.4, 'RINGING', 9), nurse('n3', '示例护士丙', 'WRAPPING_UP', 7.5, 'WRAP_UP', 14), nurse('n4', '示例护士丁', 'READY', 0.6, null, 11),
  nurse('n5', 'Sample Nurse', 'ON_CALL', 8.1, 'ON_HOLD', 7), nurse('n6', '示例护士戊', 'PAUSED', 24, null, 10), nurse('n7', '示例护士己', 'OFFLINE', 190, null, 0),
]

export const wallRoutes: Route[] = [['GET', /^\/wallboard$/, ({ lang }): Wallboard => ({
  at: stamp(0), funnel: { due: 96, dialed: 88, reached: 70, completed: 63 }, tiles: { due: 96, dialed: 141, reached: 72, completed: 63, waiting: 21, callbacksMissed: 2, reachRate: 0.51, abandonRate: 0.004, longestWait: 42, longestReady: 36 }, nurses,
  lists: worklists.map(w => ({ id: w.id, name: w.name, mode: w.mode!, paused: w.paused === true, canDial: w.canDial ?? 0, due: w.due, abandonRate: w.mode === 'PREDICTIVE' ? 0.004 : null, abandonCap: w.mode === 'PREDICTIVE' ? 0.01 : null })),
  alarms: [{ code: 'CALLBACK_MISSED', text: lang === 'zh' ? '2 个约定回拨已过时间，最久 25 分钟' : '2 agreed callbacks are late, the oldest by 25 minutes', since: since(25), ref: null }],
})]]
