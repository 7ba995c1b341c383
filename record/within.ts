import { type Lost, patiently } from './patience.js'

export const STOPPED = 'the run was stopped'

/** Rejects when the time is up or the run is stopped first; the underlying work is not awaited. */
export const within = async <Result>(
  doing: Promise<Result>,
  limit_ms: number,
  { signal, lost }: { readonly signal: AbortSignal; readonly lost: Lost },
): Promise<Result> => {
  const settled = new AbortController()
  const otherwise = new Promise<never>((_resolve, reject) => {
    const calm = patiently(limit_ms, lost, () => reject(new Error(`it did not end within ${limit_ms / 1000} s`)))
    const stop = () => reject(new Error(STOPPED))
    signal.addEventListener('abort', stop, { signal: settled.signal })
    if (signal.aborted) stop()
    settled.signal.addEventListener('abort', calm)
  })
  try {
    return await Promise.race([doing, otherwise])
  } finally {
    settled.abort()
  }
}
