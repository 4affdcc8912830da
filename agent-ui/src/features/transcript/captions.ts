import { reactive } from 'vue'
import type { CaptionLine, CaptionPush } from '@/shared/api/schema-speech'

/** What is being said in the call at hand; only ever one call, and gone with the page. */
export const captions = reactive<{ call: string | null; lines: CaptionLine[] }>({ call: null, lines: [] })

const kept = 200

/** Puts a line in its place: a later one of the same number replaces it, an empty one takes it away. */
export function withLine(lines: CaptionLine[], line: CaptionLine): CaptionLine[] {
  const known = lines.find(l => l.seq === line.seq)
  // a late partial must not overwrite the finished sentence
  if (known?.done && !line.done) return lines
  const others = lines.filter(l => l.seq !== line.seq)
  if (line.text === '') return others
  return [...others, line].sort((a, b) => a.fromMs - b.fromMs || a.seq - b.seq).slice(-kept)
}

export function hearCaption(push: CaptionPush): void {
  if (captions.call !== push.call) {
    captions.call = push.call
    captions.lines = []
  }
  const { call, ...line } = push
  void call
  captions.lines = withLine(captions.lines, line)
}

/** What was said before this page was here. */
export function catchUp(call: string, lines: CaptionLine[]): void {
  if (captions.call !== call) {
    captions.call = call
    captions.lines = []
  }
  captions.lines = lines.reduce((all, line) => all.some(l => l.seq === line.seq) ? all : withLine(all, line), captions.lines)
}
