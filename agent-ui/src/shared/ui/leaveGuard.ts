import { onBeforeUnmount, onMounted } from 'vue'
import { onBeforeRouteLeave, onBeforeRouteUpdate } from 'vue-router'
import { say } from '@/shared/i18n'
import { ask } from './ask'

/** Asks before a page with unsaved changes is left, by link or by closing the tab. */
export function guardLeaving(dirty: () => boolean): void {
  const stay = async () => !dirty() || await ask(say('unsaved.title'), say('unsaved.text'), say('unsaved.leave'), say('unsaved.stay'))
  onBeforeRouteLeave(stay)
  onBeforeRouteUpdate((to, from) => to.path === from.path ? true : stay())
  const close = (event: BeforeUnloadEvent) => { if (dirty()) event.preventDefault() }
  onMounted(() => window.addEventListener('beforeunload', close))
  onBeforeUnmount(() => window.removeEventListener('beforeunload', close))
}
