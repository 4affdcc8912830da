import type { Plugin } from 'vite'
import { stereoTone } from '../src/mock/tone.ts'

/** Serves the sound of mocked recordings with Range, because a media element does not go through `fetch`. */
export function mockedMedia(): Plugin {
  const sound = Buffer.from(stereoTone(96))
  return {
    name: 'mocked-media',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (!/^\/api\/v1\/recordings\/[^/]+\/media/.test(request.url ?? '')) return next()
        const range = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '')
        const from = range ? Number(range[1]) : 0
        const to = range?.[2] ? Math.min(Number(range[2]), sound.length - 1) : sound.length - 1
        response.writeHead(range ? 206 : 200, {
          'Content-Type': 'audio/wav',
          'Accept-Ranges': 'bytes',
          'Content-Length': to - from + 1,
          'Cache-Control': 'no-store',
          ...(range ? { 'Content-Range': `bytes ${from}-${to}/${sound.length}` } : {}),
        })
        response.end(sound.subarray(from, to + 1))
      })
    },
  }
}
