import type { RTCSession } from 'jssip/lib/RTCSession'
import type { UA } from 'jssip/lib/UA'
import type { Desk } from '@/shared/api/schema'
import { readStats, type LineFigures } from './lineFigures'
import { routeSound, wanted } from './microphone'

export type Registration = 'connecting' | 'registered' | 'refused' | 'disconnected'

export interface PhoneListener {
  registration: (state: Registration, reason?: string) => void
  /** A leg from our switchboard is up (true) or gone (false). */
  leg: (up: boolean) => void
  /** Our own sound while a leg is up, to measure that the microphone hears something. */
  microphone: (stream: MediaStream | null) => void
  microphoneRefused: () => void
  /** The browser did not let the sound start without a click; calling the function after one lets it. */
  soundBlocked: (start: () => void) => void
}

export interface Softphone {
  /** Silences our side at once, before the switchboard does. */
  mute: (on: boolean) => void
  /** How the leg that is up sounds from here; null without one. */
  figures: () => Promise<LineFigures | null>
  /** Lets go of the account without hanging up: the switchboard keeps the patient's line. */
  close: () => void
}

interface IceEvent { candidate: RTCIceCandidate; ready: () => void }

/** Registers the browser as the desk phone. Every INVITE comes from our own switchboard, so every one is answered. */
export async function openSoftphone(account: Desk['account'], listener: PhoneListener): Promise<Softphone> {
  const { default: JsSIP } = await import('jssip')
  const ua: UA = new JsSIP.UA({
    sockets: [new JsSIP.WebSocketInterface(account.socket)],
    uri: account.uri,
    authorization_user: account.user,
    password: account.password,
    register: true,
    register_expires: 120,
    session_timers: false,
    connection_recovery_min_interval: 1,
    connection_recovery_max_interval: 8,
    user_agent: 'Aftercall',
  })
  const speaker = new Audio()
  speaker.autoplay = true
  let current: RTCSession | null = null
  let closed = false

  const gone = (session: RTCSession) => {
    if (session !== current) return
    current = null
    speaker.srcObject = null
    listener.microphone(null)
    listener.leg(false)
  }

  const play = (stream: MediaStream) => {
    speaker.srcObject = stream
    void routeSound(speaker)
    speaker.play().catch(() => listener.soundBlocked(() => void speaker.play()))
  }

  const answer = (session: RTCSession) => {
    current = session
    session.on('peerconnection', ({ peerconnection }: { peerconnection: RTCPeerConnection }) => {
      peerconnection.addEventListener('track', event => play(event.streams[0] ?? new MediaStream([event.track])))
    })
    session.on('icecandidate', (event: IceEvent) => {
      // on a hospital's own network the first host candidate is the one; waiting for more is only silence
      if (event.candidate.type === 'host' || event.candidate.candidate.includes('typ host')) event.ready()
    })
    session.on('getusermediafailed', () => listener.microphoneRefused())
    session.on('confirmed', () => {
      if (session !== current) return
      const track = session.connection.getSenders().find((s: RTCRtpSender) => s.track?.kind === 'audio')?.track
      listener.microphone(track ? new MediaStream([track]) : null)
      listener.leg(true)
    })
    session.on('ended', () => gone(session))
    session.on('failed', () => gone(session))
    session.answer({ mediaConstraints: { audio: wanted(), video: false }, pcConfig: { iceServers: [] } })
  }

  ua.on('connecting', () => listener.registration('connecting'))
  ua.on('registered', () => listener.registration('registered'))
  ua.on('unregistered', () => { if (!closed) listener.registration('connecting') })
  ua.on('registrationFailed', (event: { cause?: string }) => listener.registration('refused', event.cause))
  ua.on('disconnected', () => { if (!closed) listener.registration('disconnected') })
  ua.on('newRTCSession', ({ originator, session }: { originator: string; session: RTCSession }) => {
    if (originator === 'remote') answer(session)
  })
  ua.start()

  return {
    mute: on => {
      if (!current) return
      if (on) current.mute({ audio: true })
      else current.unmute({ audio: true })
    },
    figures: async () => current?.connection ? readStats(await current.connection.getStats()) : null,
    close: () => {
      closed = true
      current?.connection?.close()
      current = null
      speaker.srcObject = null
      listener.microphone(null)
      listener.leg(false)
      // no BYE and no un-REGISTER: only the socket goes, the switchboard decides what becomes of the talk
      ua.removeAllListeners()
      ;(ua as unknown as { transport: { disconnect: () => void } | null }).transport?.disconnect()
    },
  }
}
