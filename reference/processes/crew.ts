/** The workers of one server: starts them, sends them requests, and ends them. */

import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { MetricRow } from '../metrics.js'
import type { Deed, ToPrimary, ToWorker } from './messages.js'

export interface Crew {
  readonly workers: readonly Worker[]
  tell(worker: Worker, message: ToWorker): void
  tellAll(message: ToWorker): void
  /**
   * The replies of all workers, once all have done it.
   * @throws {Error} if one could not
   */
  have(deed: Deed): Promise<MetricRow[][]>
  /** Resolves when all worker processes have exited. */
  end(): Promise<void>
  /** Resolves, with the reason, when a worker has ended by itself. */
  readonly lost: Promise<Error>
}

/** How long a worker may take to end before it is killed. */
const PATIENCE_MS = 5_000

const program = fileURLToPath(new URL(`./worker${extname(import.meta.url)}`, import.meta.url))

/** Starts that many workers; their unsolicited messages go to `heard`. */
export function createCrew(count: number, heard: (worker: Worker, message: ToPrimary) => void): Crew {
  // Round-robin: the kernel would give most connections to a few processes, which would run out of files.
  cluster.schedulingPolicy = cluster.SCHED_RR
  cluster.setupPrimary({ exec: program, args: [] })
  const workers = Array.from({ length: count }, () => cluster.fork())
  const waiting = new Map<number, { resolve: (rows: MetricRow[]) => void; reject: (error: Error) => void }>()
  let last = 0
  let ending = false
  // A worker that is ending receives nothing more; its exit shows that it did not do it.
  const tell = (worker: Worker, message: ToWorker) => worker.isConnected() && worker.send(message, () => undefined)
  const take = (worker: Worker, message: ToPrimary) => {
    if (message.what !== 'done') {
      heard(worker, message)
      return
    }
    const asked = waiting.get(message.ticket)
    waiting.delete(message.ticket)
    if (message.error === undefined) asked?.resolve(message.rows ?? [])
    else asked?.reject(new Error(message.error))
  }
  const ask = (worker: Worker, deed: Deed) =>
    new Promise<MetricRow[]>((resolve, reject) => {
      last += 1
      waiting.set(last, { resolve, reject })
      tell(worker, { what: 'do', deed, ticket: last })
    })
  const lost = new Promise<Error>(resolve => {
    for (const worker of workers) {
      worker.on('message', message => take(worker, message as ToPrimary))
      worker.once('exit', (code, signal) => ending || resolve(lossOf(worker, signal ?? code)))
    }
  })
  return {
    workers,
    tell,
    tellAll: message => {
      for (const worker of workers) tell(worker, message)
    },
    have: deed => Promise.all(workers.filter(worker => worker.isConnected()).map(worker => ask(worker, deed))),
    end: async () => {
      ending = true
      await Promise.all(workers.map(worker => ended(worker, () => void ask(worker, 'end'))))
    },
    lost,
  }
}

function lossOf({ process: { pid } }: Worker, how: string | number): Error {
  return new Error(`A process of the server (${pid}) ended by itself (${how}). The others were stopped: start the server again.`)
}

async function ended(worker: Worker, ask: () => void): Promise<void> {
  if (worker.isDead()) return
  const exit = once(worker, 'exit')
  const patience = setTimeout(() => worker.process.kill('SIGKILL'), PATIENCE_MS)
  if (worker.isConnected()) ask()
  else worker.process.kill('SIGKILL')
  await exit
  clearTimeout(patience)
}
