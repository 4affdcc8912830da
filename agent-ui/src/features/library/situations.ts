import type { DocSituation } from '@/shared/api/schema'
import { blank } from './document'

export const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
export const copyOf = (list: DocSituation[]): DocSituation[] => JSON.parse(JSON.stringify(list)) as DocSituation[]
/** What the application came with for that moment; nothing of one the house made. */
export const shippedOf = (shipped: DocSituation[], code: string) => shipped.find(one => one.code === code) ?? null
/** Without a list of pairs where there are none, as the server keeps it. */
export const cleaned = (list: DocSituation[]): DocSituation[] => list.map(({ avoid, ...one }) => (avoid?.length ? { ...one, avoid } : one))

/** A new moment of the house's own, with a code that is free. */
export function added(list: DocSituation[]): DocSituation[] {
  let n = 1
  while (list.some(one => one.code === `OWN_${n}`)) n++
  return [...list, { code: `OWN_${n}`, text: blank(), line: [{ say: blank() }] }]
}

/** The words it came with again, where it was; of a moment that was taken out, at the end. */
export const restored = (list: DocSituation[], shipped: DocSituation): DocSituation[] => {
  const [one] = copyOf([shipped])
  return list.some(known => known.code === one!.code) ? list.map(known => known.code === one!.code ? one! : known) : [...list, one!]
}
