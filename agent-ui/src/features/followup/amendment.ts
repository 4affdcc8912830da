import type { Answers, Item, PastVersion, RecordView } from '@/shared/api/schema'
import { asks } from './answers'
import { sameAnswer } from './lastTime'
import { isAnswered } from './questionnaire'
import { answerWords } from './words'

/** What was said on one matter before and after; null says nothing. */
export interface Told { of: string; was: string | null; is: string | null; changed: boolean }

type Say = (key: string) => string
type Version = Pick<PastVersion, 'answers' | 'reached' | 'relation' | 'completion' | 'clinical' | 'note'> & { outcome: string | null }

const past = (one: PastVersion): Version => ({ ...one, outcome: one.dispositionText })
const present = (record: RecordView): Version => ({ ...record, note: record.note ?? '', outcome: record.dispositionText })

const asked = (items: Item[]): Item[] => items.flatMap(item => [...(asks(item) && !item.hidden ? [item] : []), ...(item.type === 'group' && item.repeats ? [] : asked(item.item ?? []))])

const row = (of: string, was: string | null, is: string | null): Told => ({ of, was: was || null, is: is || null, changed: (was || null) !== (is || null) })

function axes(was: Version, is: Version, say: Say): Told[] {
  const word = (kind: string, code: string | null) => code ? say(`${kind}.${code}`) : null
  const reached = (one: Version) => [word('reached', one.reached), word('relation', one.relation)].filter(Boolean).join(' · ')
  return [
    // while it is being corrected nothing has been decided
    ...(is.outcome ? [row(say('field.disposition'), was.outcome, is.outcome)] : []),
    row(say('field.reached'), reached(was), reached(is)),
    row(say('field.completion'), word('completion', was.completion), word('completion', is.completion)),
    row(say('field.clinical'), word('clinical', was.clinical), word('clinical', is.clinical)),
    row(say('field.note'), was.note, is.note),
  ]
}

function answered(items: Item[], was: Answers, is: Answers, say: Say): Told[] {
  return asked(items).filter(item => isAnswered(was[item.linkId]) || isAnswered(is[item.linkId])).map(item => {
    const words = (of: Answers) => isAnswered(of[item.linkId]) ? answerWords(item, of[item.linkId], say('common.yes'), say('common.no')) : null
    return { ...row(item.text, words(was), words(is)), changed: !sameAnswer(was[item.linkId] ?? null, is[item.linkId] ?? null) }
  })
}

/** What became of an earlier version in the one after it: axes, note, and each answer of either. */
export function amended(record: RecordView, index: number, say: Say): Told[] {
  const versions = record.past ?? []
  const was = past(versions[index]!)
  const is = index + 1 < versions.length ? past(versions[index + 1]!) : present(record)
  return [...axes(was, is, say), ...answered(record.questionnaire.items, was.answers, is.answers, say)]
}
