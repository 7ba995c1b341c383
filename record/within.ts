export const STOPPED = 'the run was stopped'

/** Rejects when the time is up or the run is stopped first; what goes on behind it is not waited for. */
export const within = async <Result>(doing: Promise<Result>, limit_ms: number, signal: AbortSignal): Promise<Result> => {
  const settled = new AbortController()
  const otherwise = new Promise<never>((_resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`it did not end within ${limit_ms / 1000} s`)), limit_ms)
    const stop = () => reject(new Error(STOPPED))
    signal.addEventListener('abort', stop, { signal: settled.signal })
    if (signal.aborted) stop()
    settled.signal.addEventListener('abort', () => clearTimeout(timer))
  })
  try {
    return await Promise.race([doing, otherwise])
  } finally {
    settled.abort()
  }
}
