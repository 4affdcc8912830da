import { expect, test } from 'vitest'
import { middle, readStats } from './lineFigures'

test('codec, way and back, jitter and loss are read from the report of a browser', () => {
  const report = new Map(Object.entries({
    a: { type: 'inbound-rtp', kind: 'audio', codecId: 'c', jitter: 0.0124, packetsLost: 3, packetsReceived: 297 },
    c: { type: 'codec', mimeType: 'audio/opus', clockRate: 48_000 },
    p: { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.021 },
  }))
  expect(readStats(report)).toEqual({ codec: 'opus 48 kHz', roundTripMs: 21, jitterMs: 12, lossPercent: 1 })
})

test('what the browser does not tell stays unknown', () => {
  expect(readStats(new Map())).toEqual({ codec: null, roundTripMs: null, jitterMs: null, lossPercent: null })
})

test('one slow answer does not move the middle', () => {
  expect([middle([12, 900, 14]), middle([]), middle([5, 6])]).toEqual([14, null, 5])
})
