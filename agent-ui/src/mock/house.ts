import type { CalendarDay, HouseRules, InboundSettings, TelephonyNode } from '@/shared/api/schema'
import { Refusal, type Route } from './route'

let rules: HouseRules = { perDay: 2, perWeek: 5, afternoon: 720, evening: 1080, wrapUpSeconds: 120 }
let inbound: InboundSettings = { open: true, queueSeconds: 180 }
const span = (name: string, month: number, from: number, until: number): CalendarDay[] => Array.from({ length: until - from + 1 }, (_, i) => ({ day: `2026-${String(month).padStart(2, '0')}-${String(from + i).padStart(2, '0')}`, kind: 'HOLIDAY', name }))
const swapped = (day: string, name: string): CalendarDay => ({ day, kind: 'WORKING', name })
const years = new Map<number, CalendarDay[]>([[2026, [
  ...span('元旦', 1, 1, 3), swapped('2026-01-04', '元旦调休'), swapped('2026-02-14', '春节调休'), ...span('春节', 2, 15, 23), swapped('2026-02-28', '春节调休'), ...span('清明节', 4, 4, 6), ...span('劳动节', 5, 1, 5), swapped('2026-05-09', '劳动节调休'),
  ...span('端午节', 6, 19, 21), swapped('2026-09-20', '国庆节调休'), ...span('中秋节', 9, 25, 27), ...span('国庆节', 10, 1, 7), swapped('2026-10-10', '国庆节调休'),
]]])

const nodes: TelephonyNode[] = [{ name: 'asterisk-1', state: 'UP', calls: 14, capacity: 100, since: '2026-11-01T00:00:00Z', trunk: null, account: { state: 'REGISTERED', sip: 0, since: '2026-11-01T00:00:00Z', text: 'registered at the carrier' } }, { name: 'asterisk-2', state: 'DRAINING', calls: 3, capacity: 100, since: new Date(Date.now() - 400_000).toISOString(), trunk: 'the carrier rejects the registration: user or password is wrong (SIP 401)', account: { state: 'REJECTED', sip: 401, since: new Date(Date.now() - 300_000).toISOString(), text: 'the carrier rejects the registration: user or password is wrong (SIP 401)' } }, { name: 'asterisk-3', state: 'DOWN', calls: 0, capacity: 100, since: new Date(Date.now() - 90_000).toISOString(), trunk: null, account: null }]

export const houseRoutes: Route[] = [
  ['GET', /^\/inbound-settings$/, () => inbound],
  ['PUT', /^\/inbound-settings$/, ({ body, lang }) => {
    const wish = body as unknown as InboundSettings
    if (wish.queueSeconds < 10 || wish.queueSeconds > 600) throw new Refusal(422, 'inbound.queue', lang === 'zh' ? '等候时间不合适' : 'The wait does not fit', { errors: [{ pointer: '/queueSeconds', message: lang === 'zh' ? '请填 10 到 600' : 'Choose 10 to 600' }] })
    return inbound = wish
  }],
  ['GET', /^\/nodes$/, () => nodes],
  ['POST', /^\/nodes\/([^/]+)\/drain$/, ({ params, body }) => { Object.assign(nodes.find(one => one.name === params[0])!, { state: body['on'] ? 'DRAINING' : 'UP', since: new Date().toISOString() }); return null }],
  ['GET', /^\/house-rules$/, () => rules],
  ['PUT', /^\/house-rules$/, ({ body }) => {
    const wanted = body as unknown as HouseRules
    if (wanted.perWeek < wanted.perDay) throw new Refusal(422, 'house.invalid', '有些内容需要更正', { errors: [{ pointer: '/perWeek', message: '每周上限不能小于每天上限' }] })
    rules = wanted
    return rules
  }],
  ['GET', /^\/calendar$/, ({ query }) => years.get(Number(query.get('year'))) ?? []],
  ['PUT', /^\/calendar$/, ({ query, body }) => {
    years.set(Number(query.get('year')), body as unknown as CalendarDay[])
    return null
  }],
]
