import type { Hold, MasterKeys, Moment, RecordingMode, RetentionDraft, RetentionRule, Tape } from '@/shared/api/schema-tape'
import { stamp } from './people'
import type { Route } from './route'

let moments: Moment[] = [
  { id: 'm1', kind: 'BOOKMARK', atMs: 21_000, untilMs: null, said: '', answers: null, who: '示例护士', made: stamp(-3_700_000) },
  { id: 'm2', kind: 'COMMENT', atMs: 32_500, untilMs: 38_000, said: '疼痛评分问得很清楚', answers: null, who: '示例护士长', made: stamp(-1_800_000) },
  { id: 'm3', kind: 'COMMENT', atMs: 32_500, untilMs: null, said: '谢谢，下次也这样问', answers: 'm2', who: '示例护士', made: stamp(-900_000) },
]
const tape: Tape = { recorded: true, paused: null, consent: null, moments: [] }
let retention: RetentionRule[] = [{ id: 'k1', worklist: null, department: null, outcome: null, days: 365 }, { id: 'k2', worklist: null, department: '心内科', outcome: 'HARD_REFUSAL', days: 1095 }]
const modes: Record<string, RecordingMode> = {}
const holds: Hold[] = [
  { id: 'h1', patient: 'p1', stay: null, reason: '投诉 2026-17', placedAt: stamp(-86_400_000), lifted: null, recordings: 4 },
  { id: 'h2', patient: null, stay: '019aa0e4-0000-7000-8000-000000000042', reason: '纠纷调查', placedAt: stamp(-9 * 86_400_000), lifted: { at: stamp(-86_400_000), why: '已结案' }, recordings: 2 },
]
const keys: MasterKeys = {
  where: 'file, 3', recordings: 3_143, waiting: 812, erased: { recordings: 17, first: stamp(-20 * 86_400_000), gone: null },
  masters: [
    { id: '90d3aa51c07be214', locks: false, here: true, recordings: 0, idle: stamp(-40 * 86_400_000), over: false, ours: true },
    { id: '4f1c2b7790aa01de', locks: false, here: true, recordings: 812, idle: null, over: false, ours: false },
    { id: 'b07e55d1c39f8842', locks: true, here: true, recordings: 2_331, idle: null, over: false, ours: false },
  ],
}
const zero = { rows: 3143, objects: 3143, read: 105, missing: 0, size: 0, altered: 0, stray: 0 }

export const look = {
  keptUntil: stamp(300 * 86_400_000), held: false, stayId: '019aa0e4-0000-7000-8000-000000000042', consent: { agreed: true, at: stamp(-3_690_000) }, oneSided: null,
  parties: [{ name: '示例护士', part: 'NURSE', fromMs: 0, untilMs: 62_000 }, { name: '示例医生', part: 'NURSE', fromMs: 62_000, untilMs: 96_000 }], gaps: [{ fromMs: 44_000, untilMs: 52_000, reason: 'SENSITIVE' }],
  hearing: { version: 'BLEEPED', bleeps: [{ from: 12_000, until: 15_500 }] },
}

export const tapeRoutes: Route[] = [
  ['GET', /^\/recordings\/([^/]+)\/moments$/, () => moments],
  ['POST', /^\/recordings\/([^/]+)\/moments$/, ({ body }) => {
    moments = [...moments, { id: `m${moments.length + 1}`, kind: 'COMMENT', atMs: Number(body['atMs']), untilMs: null, said: String(body['said']), answers: (body['answers'] as string | undefined) ?? null, who: '示例护士', made: stamp(0) }]
    return moments
  }],
  ['GET', /^\/calls\/([^/]+)\/tape$/, () => tape],
  ['POST', /^\/calls\/([^/]+)\/tape\/pause$/, ({ body }) => Object.assign(tape, { paused: body['reason'] })],
  ['POST', /^\/calls\/([^/]+)\/tape\/resume$/, () => Object.assign(tape, { paused: null })],
  ['POST', /^\/calls\/([^/]+)\/tape\/consent$/, ({ body }) => Object.assign(tape, { consent: { agreed: body['agreed'], at: stamp(0) } })],
  ['POST', /^\/calls\/([^/]+)\/tape\/bookmarks$/, () => { tape.moments = [...tape.moments, { ...moments[0]!, id: `b${tape.moments.length}`, atMs: 12_000 }]; return tape }],
  ['GET', /^\/retention$/, () => retention],
  ['POST', /^\/retention$/, ({ body }) => { retention = [...retention, { ...body as unknown as RetentionDraft, id: `k${retention.length + 1}` }]; return retention }],
  ['POST', /^\/retention\/effect$/, ({ body }) => ({ recordings: Number(body['days']) < 365 ? 412 : 0 })],
  ['PUT', /^\/retention\/([^/]+)$/, ({ params, body }) => { retention = [...retention.filter(one => one.id !== params[0]), { ...body as unknown as RetentionDraft, id: params[0]! }]; return retention }],
  ['DELETE', /^\/retention\/([^/]+)$/, ({ params }) => { retention = retention.filter(one => one.id !== params[0]); return retention }],
  ['GET', /^\/recording-modes$/, () => modes],
  ['PUT', /^\/recording-modes\/([^/]+)$/, ({ params, body }) => Object.assign(modes, { [params[0]!]: body['mode'] })],
  ['GET', /^\/holds$/, () => holds],
  ['POST', /^\/holds$/, ({ body }) => { holds.unshift({ id: `h${holds.length + 1}`, patient: (body['patient'] as string | undefined) ?? null, stay: (body['stay'] as string | undefined) ?? null, reason: String(body['reason']), placedAt: stamp(0), lifted: null, recordings: 1 }); return { status: 201, body: holds } }],
  ['POST', /^\/holds\/([^/]+)\/lift$/, ({ params, body }) => { holds.find(one => one.id === params[0])!.lifted = { at: stamp(0), why: String(body['reason']) }; return holds }],
  ['POST', /^\/patients\/([^/]+)\/erasure$/, () => ({ recordings: 3 })],
  ['GET', /^\/recording-reports$/, () => [
    { kind: 'INVENTORY', night: '2026-11-22', began: stamp(-30_000_000), ended: stamp(-29_990_000), good: false, figures: { ...zero, missing: 1 }, amiss: ['missing 019aa0e4-0000-7000-8000-000000000017'] },
    { kind: 'SWEEP', night: '2026-11-22', began: stamp(-30_010_000), ended: stamp(-30_005_000), good: true, figures: { erased: 12, held: 4 }, amiss: [] },
    { kind: 'INVENTORY', night: '2026-11-21', began: stamp(-116_000_000), ended: stamp(-115_990_000), good: true, figures: zero, amiss: [] },
  ]],
  ['GET', /^\/exports\/public-key$/, () => ({ pem: '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n', sha256: '9f7a'.repeat(16) })],
  ['POST', /^\/exports\/trace$/, () => ({ export: '019aa0e4-0000-7000-8000-0000000000e7', who: '示例护士长', at: stamp(-5 * 86_400_000), reason: '投诉 2026-17', masked: false, fromMs: 67_000 })],
  ['GET', /^\/keys$/, () => keys],
  ['POST', /^\/keys\/rotation$/, () => keys],
  ['POST', /^\/keys\/([^/]+)\/retirement$/, ({ params }) => { keys.masters = keys.masters.filter(one => one.id !== params[0]); return keys }],
]
