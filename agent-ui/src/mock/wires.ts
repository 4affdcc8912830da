import type { FrameType } from '@/shared/api/schema'

let seq = 0
const subscribers = new Set<(type: FrameType, ref: string | null) => void>()

/** Sends a frame to whoever is subscribed. */
export function push(type: FrameType, ref: string | null) {
  subscribers.forEach(tell => tell(type, ref))
}

/** A WebSocket without a network: STOMP on /ws, and just enough SIP elsewhere for a registration. */
export class MockSocket extends EventTarget {
  static readonly CONNECTING = 0
  static readonly OPEN = 1
  static readonly CLOSING = 2
  static readonly CLOSED = 3
  readonly OPEN = 1
  readonly url: string
  protocol: string
  binaryType = 'blob'
  bufferedAmount = 0
  readyState = 0
  onopen: ((e: Event) => void) | null = null
  onmessage: ((e: MessageEvent) => void) | null = null
  onclose: ((e: CloseEvent) => void) | null = null
  onerror: ((e: Event) => void) | null = null
  private release: () => void = () => undefined

  constructor(url: string | URL, protocols?: string | string[]) {
    super()
    this.url = String(url)
    this.protocol = Array.isArray(protocols) ? protocols[0] ?? '' : protocols ?? ''
    setTimeout(() => {
      this.readyState = 1
      this.onopen?.(new Event('open'))
    }, 60)
  }

  send(data: string) {
    setTimeout(() => this.url.endsWith('/ws') && this.protocol !== 'sip' ? this.stomp(data) : this.sip(data), 20)
  }

  close() {
    this.release()
    this.readyState = 3
    this.onclose?.(new CloseEvent('close', { code: 1000, wasClean: true }))
  }

  private hear(data: string) {
    this.onmessage?.(new MessageEvent('message', { data }))
  }

  private stomp(data: string) {
    if (data.startsWith('CONNECT')) this.hear('CONNECTED\nversion:1.2\nheart-beat:0,0\n\n\0')
    if (!data.startsWith('SUBSCRIBE') || !data.includes('/user/queue/call')) return
    const id = /\nid:([^\n]+)/.exec(data)?.[1] ?? ''
    const tell = (type: FrameType, ref: string | null) => {
      const body = JSON.stringify({ v: 1, seq: ++seq, type, at: new Date().toISOString(), ref })
      this.hear(`MESSAGE\nsubscription:${id}\nmessage-id:${seq}\ndestination:/user/queue/call\n\n${body}\0`)
    }
    subscribers.add(tell)
    this.release = () => subscribers.delete(tell)
  }

  private sip(data: string) {
    if (!data.startsWith('REGISTER')) return
    const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(data)?.[1]?.trim() ?? ''
    this.hear(['SIP/2.0 200 OK', `Via: ${header('Via')}`, `To: ${header('To')};tag=mock`, `From: ${header('From')}`, `Call-ID: ${header('Call-ID')}`, `CSeq: ${header('CSeq')}`,
      `Contact: ${header('Contact').replace(/;expires=\d+/, '')};expires=600`, 'Content-Length: 0', '', ''].join('\r\n'))
  }
}
