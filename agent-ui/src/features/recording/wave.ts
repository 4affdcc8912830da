import WaveSurfer from 'wavesurfer.js'
import rules from './wave.css?inline'

/** `at`: in seconds, also of a seek that waits for the first sound. */
export interface Wave { seek: (seconds: number) => void; at: () => number; destroy: () => void }

const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()

/** Draws both sides of a talk from the server's peaks (0..255) over a media element; nothing is decoded here. Before it is drawn it takes no seek. */
export async function drawWave(box: HTMLElement, media: HTMLMediaElement, peaks: { left: number[]; right: number[] }, seconds: number, moved: () => void): Promise<Wave> {
  const scaled = (side: number[]) => side.map(peak => peak / 255)
  const side = (name: string) => ({ waveColor: `color-mix(in srgb, ${colour(name)} 45%, ${colour('--page')})`, progressColor: colour(name) })
  const surfer = WaveSurfer.create({
    container: box, media, url: media.src, peaks: [scaled(peaks.left), scaled(peaks.right)], duration: seconds, height: 56, barWidth: 2, barGap: 1, barRadius: 1,
    cursorColor: colour('--el-text-color-primary'), dragToSeek: true, splitChannels: [side('--nurse'), side('--patient')],
  })
  // the rules wavesurfer would write as a <style> tag, in the form our Content-Security-Policy takes
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(rules)
  const root = surfer.getWrapper().getRootNode()
  if (root instanceof ShadowRoot) root.adoptedStyleSheets = [sheet]
  surfer.on('interaction', moved)
  await new Promise<void>(drawn => surfer.once('ready', () => drawn()))
  return { seek: to => surfer.setTime(to), at: () => surfer.getCurrentTime(), destroy: () => surfer.destroy() }
}
