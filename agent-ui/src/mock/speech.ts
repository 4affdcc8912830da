import type { Cue, Figures, PhraseBook, PhraseListView, Speech, SpeechChoice, VocabularyView, VocabularyWord } from '@/shared/api/schema-speech'
import { stamp } from './people'
import type { Route } from './route'

export const figures: Figures = {
  spanMs: 71_000, overlapMs: 1_400, silenceMs: 13_600, longestSilence: { fromMs: 41_000, toMs: 46_200 },
  nurse: { talkMs: 31_000, share: 0.54, interruptions: 1, longest: { fromMs: 12_200, toMs: 23_000 }, perMinute: 218 },
  patient: { talkMs: 26_400, share: 0.46, interruptions: 0, longest: { fromMs: 24_000, toMs: 31_500 }, perMinute: 164 },
}

export const cues: Cue[] = [
  { id: 'q1', callId: 'c0', kind: 'RED_FLAG', words: '胸闷', speaker: 'PATIENT', atMs: 23_400, said: '就是晚上有点胸闷', live: true, verdict: null, judgedBy: null, judgedAt: null },
  { id: 'q2', callId: 'c0', kind: 'DISTRESS', words: '睡不着', speaker: 'PATIENT', atMs: 33_000, said: '晚上睡不着', live: false, verdict: 'CONFIRMED', judgedBy: '示例护士', judgedAt: stamp(-60_000) },
  { id: 'q3', callId: 'c0', kind: 'COMPLAINT', words: '算错', speaker: 'PATIENT', atMs: 52_000, said: '我算错了日期', live: false, verdict: 'REJECTED', judgedBy: '示例护士', judgedAt: stamp(-50_000) },
]

let list: PhraseListView = {
  version: 2, note: '增加骨科用语', savedBy: '示例主管', savedAt: stamp(-86_400_000), book: {
    phrases: [
      { kind: 'RED_FLAG', words: '胸痛' }, { kind: 'RED_FLAG', words: '喘不上气' }, { kind: 'RED_FLAG', words: '想死', unless: ['想死你', '想死我'] }, { kind: 'RED_FLAG', words: '出血' }, { kind: 'RED_FLAG', words: 'chest pain' },
      { kind: 'COMPLAINT', words: '投诉' }, { kind: 'DISTRESS', words: '睡不着' }, { kind: 'CALLBACK', words: '改天再打' },
    ], denial: {}, symptoms: [],
  },
}

let speech: Speech = {
  models: [
    { name: 'vosk-model-small-cn-0.22', engine: 'vosk', model: 'vosk-model-small-cn-0.22', language: 'zh', demo: false }, { name: 'whisper', engine: 'whisper', model: 'large-v3', language: 'zh', demo: false },
    { name: 'demo-en', engine: 'vosk', model: 'demo-en', language: 'en', demo: true },
  ],
  choices: [{ language: 'zh', worklist: null, model: 'whisper' }], unanswered: 3, again: 12,
  lots: [{ since: stamp(-900_000), language: 'zh', by: '示例主管', total: 40, waiting: 12, done: 26, left: 2, stopped: 0 }],
}
let words: VocabularyView = {
  version: 1, note: '', savedBy: '示例主管', savedAt: stamp(-3_600_000),
  words: [{ sort: 'MEDICINE', language: 'zh', text: '阿司匹林' }, { sort: 'MEDICINE', language: 'zh', text: '阿托伐他汀钙' }, { sort: 'PERSON', language: 'en', text: 'Dr. Brooks' }],
}

export const speechRoutes: Route[] = [
  ['GET', /^\/speech$/, () => speech],
  ['PUT', /^\/speech\/choice$/, ({ body }) => {
    const others = speech.choices.filter(one => one.language !== body['language'] || one.worklist !== body['worklist'])
    speech = { ...speech, choices: body['model'] ? [...others, body as unknown as SpeechChoice] : others }
    return speech
  }],
  ['POST', /^\/speech\/again$/, () => ({ queued: 0 })],
  ['DELETE', /^\/speech\/again$/, () => { speech = { ...speech, again: 0, lots: speech.lots.map(lot => ({ ...lot, stopped: lot.stopped + lot.waiting, waiting: 0 })) }; return speech }],
  ['GET', /^\/vocabulary$/, () => words],
  ['GET', /^\/vocabulary\/versions$/, () => [{ ...words, words: words.words.length }]],
  ['GET', /^\/vocabulary\/versions\/(\d+)$/, ({ params }) => ({ ...words, version: Number(params[0]) })],
  ['PUT', /^\/vocabulary$/, ({ body }) => { words = { ...words, version: words.version + 1, words: body['words'] as VocabularyWord[] }; return words }],
  ['POST', /^\/vocabulary\/trial$/, ({ body }) => speech.models.map(({ name, model, language, engine }) => ({
    name, model, language, means: engine === 'whisper' ? 'PROMPT' : 'GRAPH', left: [],
    unknown: engine === 'vosk' ? (body['words'] as VocabularyWord[]).filter(w => w.language === language && w.text.includes('他汀')).map(w => w.text) : [],
  }))],
  ['GET', /^\/calls\/([^/]+)\/captions$/, () => ({ on: true, lines: [
    { seq: 0, speaker: 'NURSE', fromMs: 300, text: '您好我是医院的护士', done: true }, { seq: 1, speaker: 'PATIENT', fromMs: 3_400, text: '您好是我本人', done: true },
    { seq: 2, speaker: 'NURSE', fromMs: 6_000, text: '您出院以后感觉怎么样', done: true }, { seq: 3, speaker: 'PATIENT', fromMs: 9_800, text: '好多了就是晚上有点', done: false }] })],
  ['GET', /^\/calls\/([^/]+)\/cues$/, ({ params }) => params[0] === 'c0' ? cues : cues.slice(0, 1)],
  ['GET', /^\/cues$/, ({ query }) => ({ items: cues.filter(cue => !cue.verdict && (!query.get('kind') || query.get('kind') === cue.kind)).map(cue => ({ cue, recordId: 'r1', at: stamp(-600_000), patientName: '示例患者一', department: '心内科', nurseName: '示例护士' })), next: null })],
  ['PUT', /^\/cues\/([^/]+)\/verdict$/, ({ params, body }) => Object.assign(cues.find(c => c.id === params[0])!, { verdict: body['verdict'], judgedBy: '示例护士', judgedAt: stamp(0) })],
  ['GET', /^\/phrases$/, () => list],
  ['GET', /^\/phrases\/versions$/, () => [{ version: 2, note: '增加骨科用语', savedBy: '示例主管', savedAt: stamp(-86_400_000), phrases: 8 }, { version: 1, note: '', savedBy: '示例主管', savedAt: stamp(-2 * 86_400_000), phrases: 6 }]],
  ['GET', /^\/phrases\/versions\/(\d+)$/, ({ params }) => ({ ...list, version: Number(params[0]) })],
  ['PUT', /^\/phrases$/, ({ body }) => { list = { ...list, version: list.version + 1, book: body['book'] as PhraseBook }; return list }],
  ['POST', /^\/phrases\/trial$/, ({ body }) => {
    const text = String(body['text'])
    return (body['book'] as PhraseBook).phrases.flatMap(({ kind, words }) => {
      const from = text.indexOf(words)
      return from < 0 ? [] : [{ kind, words, from, to: from + words.length, denied: /没有?$|no $/.test(text.slice(0, from)) }]
    })
  }],
  ['PUT', /^\/recordings\/([^/]+)\/transcript\/utterances\/(\d+)$/, () => null],
  ['GET', /^\/recordings\/([^/]+)\/transcript\/utterances\/(\d+)\/history$/, () => [{ version: 0, text: '有 发 热 吗', replacedBy: '示例护士', replacedAt: stamp(-80_000) }]],
]
