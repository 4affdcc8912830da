import { onBeforeUnmount, ref, type Ref } from 'vue'

const now = ref(Date.now())
let watchers = 0
let timer = 0

/** The present, once a second; one clock for all, so that two timers never disagree. */
export function useNow(): Ref<number> {
  now.value = Date.now()
  if (watchers++ === 0) timer = window.setInterval(() => { now.value = Date.now() }, 1000)
  onBeforeUnmount(() => { if (--watchers === 0) clearInterval(timer) })
  return now
}
