/** Only one tab may be the telephone. Which one is decided by a Web Lock, so a crashed tab never keeps it. */
export interface DeskLock {
  /** Takes the telephone away from the other tab. */
  takeOver: () => void
  release: () => void
}

const name = 'aftercall.desk'

/** Asks for the telephone; `changed` tells whether this tab has it, now and whenever that changes. */
export function holdDesk(changed: (mine: boolean) => void): DeskLock {
  // an insecure origin has no locks; nor has it a microphone, so there is nothing to guard
  if (!navigator.locks) {
    changed(true)
    return { takeOver: () => undefined, release: () => undefined }
  }
  let letGo: () => void = () => undefined
  let queue = new AbortController()
  let over = false

  const keep = () => {
    changed(true)
    return new Promise<void>(done => { letGo = done })
  }

  const waitInLine = () => {
    queue = new AbortController()
    navigator.locks.request(name, { signal: queue.signal }, keep).catch(lost)
  }

  /** Either our place in the queue was given up (by us) or another tab stole the lock. */
  const lost = () => {
    if (over || queue.signal.aborted) return
    changed(false)
    waitInLine()
  }

  navigator.locks.request(name, { ifAvailable: true }, lock => {
    if (lock) return keep()
    changed(false)
    waitInLine()
    return undefined
  }).catch(lost)

  return {
    takeOver: () => {
      queue.abort()
      queue = new AbortController()
      navigator.locks.request(name, { steal: true }, keep).catch(lost)
    },
    release: () => {
      over = true
      queue.abort()
      letGo()
    },
  }
}
