/** Two soft tones, for what must not wait. A browser that has not been clicked in stays silent, which is no error. */
export function chime(): void {
  // a page nobody has touched may not sound, and asking would only be complained of
  if (navigator.userActivation?.hasBeenActive === false) return
  try {
    const context = new AudioContext()
    const volume = context.createGain()
    volume.gain.value = 0.08
    volume.connect(context.destination)
    for (const [i, hertz] of [660, 880].entries()) {
      const tone = context.createOscillator()
      tone.frequency.value = hertz
      tone.connect(volume)
      tone.start(context.currentTime + i * 0.22)
      tone.stop(context.currentTime + i * 0.22 + 0.18)
    }
    setTimeout(() => void context.close(), 800)
  } catch {
    // a machine without sound still shows the alarm
  }
}
