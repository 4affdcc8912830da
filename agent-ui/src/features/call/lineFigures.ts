/** What the browser itself measures of a leg. */
export interface LineFigures { codec: string | null; roundTripMs: number | null; jitterMs: number | null; lossPercent: number | null }

interface Stat { type: string; kind?: string; codecId?: string; mimeType?: string; clockRate?: number; jitter?: number; packetsLost?: number; packetsReceived?: number; roundTripTime?: number; currentRoundTripTime?: number; nominated?: boolean }

/** Picks codec, way and back, jitter and loss out of a browser's report. */
export function readStats(report: { forEach: (each: (stat: Stat, id: string) => void) => void }): LineFigures {
  const found = new Map<string, Stat>()
  report.forEach((stat, id) => found.set(id, stat))
  const all = [...found.values()]
  const inbound = all.find(s => s.type === 'inbound-rtp' && s.kind === 'audio')
  const remote = all.find(s => s.type === 'remote-inbound-rtp' && s.kind === 'audio')
  const pair = all.find(s => s.type === 'candidate-pair' && s.nominated)
  const codec = inbound?.codecId ? found.get(inbound.codecId) : undefined
  const trip = remote?.roundTripTime ?? pair?.currentRoundTripTime
  const packets = (inbound?.packetsReceived ?? 0) + (inbound?.packetsLost ?? 0)
  return {
    codec: codec?.mimeType ? `${codec.mimeType.replace(/^audio\//i, '')}${codec.clockRate ? ` ${codec.clockRate / 1000} kHz` : ''}` : null,
    roundTripMs: trip === undefined ? null : Math.round(trip * 1000),
    jitterMs: inbound?.jitter === undefined ? null : Math.round(inbound.jitter * 1000),
    lossPercent: packets === 0 ? null : Math.round(1000 * Math.max(0, inbound?.packetsLost ?? 0) / packets) / 10,
  }
}

/** The middle of some measurements, which one slow answer does not move. */
export function middle(values: number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted.length === 0 ? null : sorted[Math.floor((sorted.length - 1) / 2)]!
}
