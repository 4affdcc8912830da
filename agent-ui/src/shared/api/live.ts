import { Client, ReconnectionTimeMode, TickerStrategy } from '@stomp/stompjs'
import type { Frame } from './schema'
import type { CaptionPush } from './schema-speech'

export type Wire = 'connecting' | 'up' | 'down'

export interface Listener {
  frame: (frame: Frame) => void
  /** We may have missed frames: read everything again. */
  gap: () => void
  wire: (wire: Wire) => void
  /** Words as they are spoken; a lost one is followed by better ones. */
  caption: (line: CaptionPush) => void
}

const feeds = ['/user/queue/call', '/topic/status']

/** Tells whether a frame follows the one before it on its feed; a repeat is not a gap. */
export function follows(last: number | undefined, seq: number): boolean {
  return last === undefined || seq <= last + 1
}

/** Opens the live feed; the answer closes it. */
export function openLive(listener: Listener): () => void {
  const client = new Client({
    brokerURL: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`,
    heartbeatIncoming: 10_000,
    heartbeatOutgoing: 10_000,
    // timers of hidden tabs are slowed down by browsers; a worker's are not
    heartbeatStrategy: TickerStrategy.Worker,
    reconnectDelay: 1_000,
    reconnectTimeMode: ReconnectionTimeMode.EXPONENTIAL,
    maxReconnectDelay: 10_000,
  })
  let before = false
  client.onConnect = () => {
    for (const feed of feeds) {
      let last: number | undefined
      client.subscribe(feed, message => {
        const frame = JSON.parse(message.body) as Frame
        if (!follows(last, frame.seq)) listener.gap()
        last = Math.max(last ?? frame.seq, frame.seq)
        listener.frame(frame)
      })
    }
    client.subscribe('/user/queue/captions', message => listener.caption(JSON.parse(message.body) as CaptionPush))
    listener.wire('up')
    if (before) listener.gap()
    before = true
  }
  client.onWebSocketClose = () => listener.wire('down')
  listener.wire('connecting')
  client.activate()
  return () => void client.deactivate()
}
