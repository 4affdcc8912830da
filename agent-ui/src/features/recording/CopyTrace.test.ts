import { flushPromises, mount } from '@vue/test-utils'
import { VueQueryPlugin } from '@tanstack/vue-query'
import { afterEach, expect, test, vi } from 'vitest'
import FileDrop from '@/shared/ui/FileDrop.vue'
import { i18n } from '@/shared/i18n'
import CopyTrace from './CopyTrace.vue'

i18n.global.locale.value = 'en'
afterEach(() => { vi.unstubAllGlobals() })

/** A server that answers the search in these pieces, each when it is asked for. */
function server(...pieces: string[]) {
  vi.stubGlobal('fetch', (path: string) => Promise.resolve(path.endsWith('public-key')
    ? Response.json({ pem: '-----BEGIN PUBLIC KEY-----\nQUJD\n-----END PUBLIC KEY-----\n', sha256: 'ab'.repeat(32) })
    : pieces[0]?.startsWith('!') ? new Response(pieces[0].slice(1), { status: 422 }) : new Response(new Blob(pieces).stream())))
}
const opened = () => mount(CopyTrace, { global: { plugins: [i18n, VueQueryPlugin], stubs: { ElButton: { template: '<button><slot /></button>' }, ElAlert: { props: ['title'], template: '<div>{{ title }}<slot /></div>' }, ElProgress: true, ElIcon: true } } })
async function dropped(...pieces: string[]) {
  server(...pieces)
  const view = opened()
  view.getComponent(FileDrop).vm.$emit('file', new File(['x'], 'found.mp3'))
  await vi.waitFor(() => { if (/Sending|compared with \d+ of/.test(view.text())) throw new Error('not yet') })
  await flushPromises()
  return view
}

test('of a copy it says who took it out, when, why and from where in the call it is', async () => {
  const view = await dropped('{"compared":0,"of":2}\n{"compa', 'red":1,"of":2}\n', '{"export":"e7","who":"Chief","at":"2026-03-01T08:00:00Z","reason":"complaint 17","masked":true,"fromMs":67000}\n')
  expect(view.text()).toContain('found.mp3 is a copy that Chief took out')
  for (const fact of ['complaint 17', '2026', '1:07', 'covered', 'e7']) expect(view.get('dl').text()).toContain(fact)
})

test('no mark found is told as that, with how much was compared, and never as a proof', async () => {
  const view = await dropped('{"compared":0,"of":1}\n{"compared":1,"seconds":12}')
  expect(view.text()).toContain('No mark found in found.mp3')
  expect(view.text()).toContain('12 s of voice were compared with each of 1 copies')
  expect(view.text()).toContain('does not prove')
})

test('a search that breaks off is no verdict', async () => {
  const view = await dropped('{"compared":0,"of":9}\n')
  expect(view.text()).not.toContain('No mark found')
  expect(view.text()).toContain('broke before the answer')
})

test('a file that is no sound is refused in the words of the server', async () => {
  const view = await dropped('!{"code":"export.unreadable","detail":"This file cannot be read."}')
  expect(view.text()).toContain('This file cannot be read.')
})

test('the public key is there to be read, compared and saved', async () => {
  server()
  const view = opened()
  await flushPromises()
  expect(view.text()).toContain('BEGIN PUBLIC KEY')
  expect(view.text()).toContain('ab'.repeat(32))
  expect(view.text()).toContain('openssl pkeyutl -verify')
})
