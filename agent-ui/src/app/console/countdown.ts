import { onBeforeUnmount, ref, watch, type Ref } from 'vue'

/** One second less, unless held; `due` when none is left. */
export function tick(left: number, held: boolean): { left: number; due: boolean } {
  if (held || left <= 0) return { left, due: false }
  return { left: left - 1, due: left - 1 === 0 }
}

/**
 * Counts a preview down and then dials. `of` names what is counted for, with its seconds, or null; another one begins anew. It holds while
 * `held` says so, and never begins again once stopped.
 */
export function useCountdown(of: () => { id: string; seconds: number } | null, held: () => boolean, due: () => void): { left: Ref<number | null>; stop: () => void } {
  const left = ref<number | null>(null)
  watch(() => of()?.id ?? null, () => { left.value = of()?.seconds ?? null }, { immediate: true })
  const timer = setInterval(() => {
    if (left.value === null) return
    const step = tick(left.value, held())
    left.value = step.left
    if (!step.due) return
    left.value = null
    due()
  }, 1000)
  onBeforeUnmount(() => clearInterval(timer))
  return { left, stop: () => { left.value = null } }
}
