import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Runs the work with a temporary folder, and removes the folder afterwards, also if a signal ends the process. If the program itself handles the
 * signal, the work goes on.
 */
export const withTemporaryFolder = async <Result>(prefix: string, work: (folder: string) => Promise<Result>): Promise<Result> => {
  const folder = mkdtempSync(join(tmpdir(), prefix))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  const stop = (signal: NodeJS.Signals) => {
    if (process.listenerCount(signal) > 1) return
    remove()
    process.off(signal, stop)
    process.kill(process.pid, signal)
  }
  // Before all others, to see whether there are others: one that listens once is gone afterwards.
  for (const signal of SIGNALS) process.prependListener(signal, stop)
  process.on('exit', remove)
  try {
    return await work(folder)
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop)
    process.off('exit', remove)
    remove()
  }
}
