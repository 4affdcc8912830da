import { answer } from './routes'
import { MockSocket } from './wires'

/** Puts a make-believe server between this page and the network. Only `npm run dev:mocked` loads it. */
export function startMock() {
  const real = window.fetch.bind(window)
  window.WebSocket = MockSocket as unknown as typeof WebSocket
  window.fetch = async (input, init) => {
    const request = new Request(input, init)
    const url = new URL(request.url)
    // the sound itself comes from the development server, which knows Range
    if (!url.pathname.startsWith('/api/v1') || url.pathname.endsWith('/media')) return real(input, init)
    await new Promise(done => setTimeout(done, 60))
    return answer(request, url)
  }
}
