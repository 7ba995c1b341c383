// The timer is cleared on abort, because a leftover timer would keep the process from exiting.
export const pause = (duration_ms: number, signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    const stop = () => clearTimeout(timer)
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, duration_ms)
    signal.addEventListener('abort', stop, { once: true })
  })

/** Once the run is over, a scenario's calls never resolve, and nothing waits for them. */
export const whileOn =
  <Arguments extends unknown[], Result>(signal: AbortSignal, act: (...given: Arguments) => Promise<Result>) =>
  (...given: Arguments): Promise<Result> =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return
      act(...given).then(
        result => signal.aborted || resolve(result),
        cause => signal.aborted || reject(cause),
      )
    })
