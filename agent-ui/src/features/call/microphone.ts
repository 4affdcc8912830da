export type Microphone = 'unknown' | 'ready' | 'denied' | 'missing' | 'insecure' | 'silent'

/** Asks for the microphone once, so that the question does not come up in the middle of the first call. */
export async function checkMicrophone(): Promise<Microphone> {
  if (!navigator.mediaDevices) return 'insecure'
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
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
