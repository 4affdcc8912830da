import { onBeforeUnmount, ref, type Ref } from 'vue'

/** The present, once a second, for timers on the screen. */
export function useNow(): Ref<number> {
  const now = ref(Date.now())
  const timer = setInterval(() => { now.value = Date.now() }, 1000)
  onBeforeUnmount(() => clearInterval(timer))
  return now
}
