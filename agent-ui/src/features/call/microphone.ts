import { prefs } from '@/shared/prefs'

export type Microphone = 'unknown' | 'ready' | 'denied' | 'missing' | 'insecure' | 'silent'

/** The microphone chosen on this machine, or another when that one is unplugged. */
export const wanted = (): MediaTrackConstraints | true => prefs.mic ? { deviceId: { ideal: prefs.mic } } : true

/** Sends an element's sound to the chosen loudspeaker, where the browser can. */
export async function routeSound(element: HTMLAudioElement): Promise<void> {
  const able = element as HTMLAudioElement & { setSinkId?: (id: string) => Promise<void> }
  // the chosen one may be unplugged: then the machine's own has to do
  await able.setSinkId?.(prefs.speaker ?? '').catch(() => able.setSinkId?.('').catch(() => undefined))
}

/** Asks for the microphone once, so that the question does not come up in the middle of the first call. */
export async function checkMicrophone(): Promise<Microphone> {
  if (!navigator.mediaDevices) return 'insecure'
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: wanted() })
    stream.getTracks().forEach(track => track.stop())
    return 'ready'
  } catch (error) {
    return error instanceof DOMException && error.name === 'NotFoundError' ? 'missing' : 'denied'
  }
}

/** Measures how loud a stream is, 0..1, five times a second, until stopped. */
export function measure(stream: MediaStream, heard: (level: number) => void): () => void {
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  analyser.fftSize = 1024
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples)
    const power = samples.reduce((sum, s) => sum + s * s, 0) / samples.length
    heard(Math.min(1, Math.sqrt(power) * 6))
  }, 200)
  return () => {
    clearInterval(timer)
    void context.close()
  }
}
