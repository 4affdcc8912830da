import type { QueryClient } from '@tanstack/vue-query'
import { ref } from 'vue'
import { hearCaption } from '@/features/transcript/captions'
import { openLive, type Wire } from '@/shared/api/live'
import type { Frame } from '@/shared/api/schema'
import { useCall } from './console/callStore'
import { useDesk } from './desk'
import { useSession } from './session'

/** Whether pushes reach us; while they do not, the screens ask by themselves now and then. */
export const wire = ref<Wire>('connecting')

const touched: Record<Frame['type'], string[]> = {
  'call.changed': ['tasks', 'parked', 'callers', 'wallboard'],
  'record.changed': ['records', 'record', 'patient', 'tasks'],
  'recording.changed': ['recording', 'record', 'records'],
  'transcript.changed': ['transcript', 'record', 'records'],
  'task.changed': ['tasks', 'worklists', 'missed', 'worklist-next', 'worklist-why', 'why-not', 'dial-key', 'wallboard'],
  'worklist.changed': ['tasks', 'worklists', 'worklist-next', 'worklist-why', 'why-not', 'dial-key', 'pacing'],
  'patient.changed': ['patient', 'standing', 'do-not-call', 'dial-key', 'why-not', 'tasks', 'worklist-next', 'worklist-why'],
  'me.changed': ['colleagues', 'wallboard'],
  'status.changed': ['status', 'nodes'],
  'desk.changed': ['nodes'],
  'escalation.raised': ['escalations', 'escalation'],
  'escalation.changed': ['escalations', 'escalation'],
  'cue.changed': ['cues'],
}

/** Turns pushes into fresh reads: a frame only says what changed. */
export function feedScreens(queries: QueryClient): () => void {
  const call = useCall()
  const session = useSession()
  const desk = useDesk()
  const quiet = () => undefined

  const all = () => {
    void queries.invalidateQueries()
    void call.refresh().catch(quiet)
    void call.form?.refresh().catch(quiet)
    void session.load().catch(quiet)
  }
  const close = openLive({
    frame: frame => {
      if (frame.type === 'call.changed') void call.refresh().catch(quiet)
      if (frame.type === 'me.changed') void session.load().catch(quiet)
      if (frame.type === 'desk.changed' || frame.type === 'status.changed') void desk.follow(() => call.live).catch(quiet)
      if (frame.type === 'record.changed' && call.call?.recordId === frame.ref) void call.form?.refresh(true).catch(quiet)
      for (const name of touched[frame.type] ?? []) void queries.invalidateQueries({ queryKey: [name] })
    },
    gap: all,
    wire: now => { wire.value = now },
    caption: hearCaption,
  })
  // without pushes the call bar must still move
  const timer = setInterval(() => { if (wire.value !== 'up' && call.call) void call.refresh().catch(quiet) }, 3_000)
  return () => {
    clearInterval(timer)
    close()
  }
}
