import type { Recording, Transcript, Utterance } from '@/shared/api/schema'
import { stamp } from './people'
import { figures } from './speech'
import { loudness } from './tone'

/** Two hours for `npm run bench:open`. */
const long = sessionStorage.getItem('mock.sound') === 'long'
const seconds = long ? 7_200 : 96
/** As many points as the server sends at most. */
const perSecond = long ? 4 : 20
const lines: ['NURSE' | 'PATIENT', string][] = [
  ['NURSE', '您好 我 是 医院 的 护士'], ['PATIENT', '您好 是 我 本人'], ['NURSE', '您 出院 以后 感觉 怎么样'], ['PATIENT', '好 多 了 就是 晚上 有点 咳嗽'],
  ['NURSE', '现在 疼 吗 从 零 到 十 大概 几 分'], ['PATIENT', '大概 三 分'], ['NURSE', '药 都 按时 吃 了 吗'], ['PATIENT', '有时候 会 忘记'],
  ['NURSE', '请 按时 吃 药 有 发热 吗'], ['PATIENT', '没有 发热 体温 三 十 六 度 五'], ['NURSE', '下周 记得 来 复诊'], ['PATIENT', '好的 谢谢'],
]

function utterance([speaker, text]: (typeof lines)[number], seq: number): Utterance {
  const fromMs = seq * 6000 + 200
  const words = text.split(' ')
  const step = 4800 / words.length
  return {
    seq, speaker, fromMs, toMs: fromMs + 4800, text, version: seq === 8 ? 1 : 0, secrets: [],
    written: seq === 9 ? [{ from: 3, to: 8, text: '36.5 ℃' }] : seq === 5 ? [{ from: 1, to: 3, text: '3分' }] : [],
    words: words.map((w, i) => ({ w, s: Math.round(fromMs + i * step), e: Math.round(fromMs + (i + 0.9) * step), c: (seq * 7 + i * 3) % 11 === 0 ? 0.41 : 0.93 })),
  }
}

/** A sentence each six seconds; in a long talk of some fifteen words. */
const all = () => long ? Array.from({ length: seconds / 6 }, (_, i) => [lines[i % lines.length]![0], [0, 1, 2].map(n => lines[(i + n) % lines.length]![1]).join(' ')] as (typeof lines)[number]) : lines

const peaks = (side: 0 | 1) => Array.from({ length: seconds * perSecond }, (_, i) => Math.round(255 * loudness(i / perSecond, side)))

export const recording = (id: string): Recording => {
  const base = { id, callId: 'c0', recordId: id.replace('a', 'r'), reason: null, leftName: '示例护士', rightName: '示例患者' }
  if (id === 'a5') return { ...base, state: 'LOST', reason: '交换机在通话中重启，磁带文件不完整', durationMs: null, peaks: null, sha256: null, bytes: null, storedAt: null }
  if (id === 'a7') return { ...base, state: 'WAITING', durationMs: null, peaks: null, sha256: null, bytes: null, storedAt: null }
  return { ...base, state: 'STORED', durationMs: seconds * 1000, peaks: { perSecond, left: peaks(0), right: peaks(1) }, sha256: 'f'.repeat(64), bytes: seconds * 32_000 + 44, storedAt: stamp(-3_600_000) }
}

export const transcript = (id: string): Transcript => ({ id, state: id === 'a7' ? 'WAITING' : 'READY', model: 'demo-zh', demo: true, language: 'zh', masked: false, figures: id === 'a7' ? null : figures, utterances: id === 'a7' ? [] : all().map(utterance) })

export const hits = (q: string) => lines.map(utterance).filter(u => u.text.replaceAll(' ', '').includes(q.replaceAll(' ', ''))).map(u => {
  const excerpt = u.text.replaceAll(' ', '')
  const at = excerpt.indexOf(q.replaceAll(' ', ''))
  return { recordingId: 'a1', recordId: 'r1', seq: u.seq, speaker: u.speaker, fromMs: u.fromMs, at: stamp(-3_600_000), patientName: '示例·乙二', department: '心内科', excerpt, marks: [[at, at + q.replaceAll(' ', '').length]] as [number, number][] }
})
