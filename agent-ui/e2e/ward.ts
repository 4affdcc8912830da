import type { Page } from 'playwright-core'
import { house } from './house'
import { ask, say, until } from './nurse'

/** Makes sure that the demo's patients are there, so that each file of walks can be run alone. */
export async function patientsAreIn(page: Page) {
  const { counts } = await ask<{ counts: Record<string, number> }>(page, '/tasks?limit=1')
  if (Object.values(counts).some(n => n > 0)) return
  const id = await page.evaluate(async csv => {
    const form = new FormData()
    form.append('file', new File([csv], 'discharges.csv', { type: 'text/csv' }))
    const token = /(?:^|;\s*)XSRF-TOKEN=([^;]+)/.exec(document.cookie)?.[1]
    const reply = await fetch('/api/v1/imports', { method: 'POST', body: form, headers: token ? { 'X-XSRF-TOKEN': decodeURIComponent(token) } : {} })
    return ((await reply.json()) as { id: string }).id
  }, house.discharges())
  await say(page, 'POST', `/imports/${id}/commit`)
  await until('the patients are in', async () => (await ask<{ state: string }>(page, `/imports/${id}`)).state === 'COMMITTED')
}

export interface Settings { mode: string; callbackGraceMinutes: number; [field: string]: unknown }

/** The first list's settings, changed by somebody who may; answers its id. */
export async function setList(page: Page, change: Partial<Settings>): Promise<string> {
  const [list] = await ask<{ id: string }[]>(page, '/worklists')
  const now = await ask<{ settings: Settings; version: number }>(page, `/worklists/${list!.id}`)
  await say(page, 'PUT', `/worklists/${list!.id}`, { ...now.settings, ...change }, { 'If-Match': `"${now.version}"` })
  return list!.id
}

export interface Row { id: string; patientId: string; patientName: string; admissionNo: string; claimedBy: string | null; mine: boolean; state: string; why: { code: string } | null }

/** A patient's task, wherever in the queue it stands. */
export async function taskOf(page: Page, admissionNo: string): Promise<Row> {
  for (const tab of ['due', 'callback', 'waiting', 'done']) {
    const [row] = (await ask<{ items: Row[] }>(page, `/tasks?tab=${tab}&q=${admissionNo}`)).items
    if (row) return row
  }
  throw new Error(`no task of ${admissionNo}`)
}
