/** A stereo 8 kHz WAV of soft tones that take turns, so that the mocked player has two sides to show. */
export function stereoTone(seconds: number): Uint8Array {
  const rate = 8000
  const frames = seconds * rate
  const bytes = new Uint8Array(44 + frames * 4)
  const view = new DataView(bytes.buffer)
  const text = (at: number, s: string) => [...s].forEach((c, i) => view.setUint8(at + i, c.charCodeAt(0)))
  text(0, 'RIFF')
  view.setUint32(4, 36 + frames * 4, true)
  text(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 2, true)
  view.setUint32(24, rate, true)
  view.setUint32(28, rate * 4, true)
  view.setUint16(32, 4, true)
  view.setUint16(34, 16, true)
  text(36, 'data')
  view.setUint32(40, frames * 4, true)
  for (let i = 0; i < frames; i++) {
    const t = i / rate
    view.setInt16(44 + i * 4, loudness(t, 0) * 9000 * Math.sin(t * 2 * Math.PI * 220), true)
    view.setInt16(46 + i * 4, loudness(t, 1) * 9000 * Math.sin(t * 2 * Math.PI * 160), true)
  }
  return bytes
}

/** How loud a side (0 nurse, 1 patient) is at a second, 0..1: six seconds each in turn, in syllables. */
export function loudness(second: number, side: 0 | 1): number {
  const turn = Math.floor(second / 6) % 2
  if (turn !== side || second % 6 > 5.2) return 0
  return Math.abs(Math.sin(second * 9)) * (0.6 + 0.4 * Math.sin(second * 1.7))
}
