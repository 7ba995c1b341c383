/** The other processes of the same server, as seen from one of them. */

import type { MetricRow } from '../metrics.js'
import type { Publication } from '../publish.js'
import type { ToPrimary } from './messages.js'

export interface Peers {
  /** Publishes in the order that all processes share. Resolves to the id when the event was passed to this process's streams. */
  publish(publication: Publication): Promise<string>
  /** Resolves when everything is here that any process had accepted before this call, because a client that used another process may have seen it. */
  inStep(): Promise<void>
  /** The sum of the counters of all processes. */
  counted(): Promise<MetricRow[]>
}

export interface PeersOfWorker extends Peers {
  /** An event that this process was asked to publish has its id. */
  published(ticket: number, id: string): void
  answered(ticket: number, rows: MetricRow[] | undefined): void
}

export function createPeers(tell: (message: ToPrimary) => void): PeersOfWorker {
  let last = 0
  const waiting = new Map<number, (answer: never) => void>()
  let step: Promise<void> | undefined
  const ask = <Answer>(message: (ticket: number) => ToPrimary) =>
    new Promise<Answer>(resolve => {
      last += 1
      waiting.set(last, resolve)
      tell(message(last))
    })
  const settle = (ticket: number, answer: unknown) => {
    waiting.get(ticket)?.(answer as never)
    waiting.delete(ticket)
  }
  return {
    publish: publication => ask<string>(ticket => ({ what: 'publish', publication, ticket })),
    inStep: () => {
      // Calls within one turn of the event loop share one request, because clients reconnect in storms.
      step ??= new Promise<void>(resolve =>
        setImmediate(() => {
          step = undefined
          void ask<void>(ticket => ({ what: 'step', ticket })).then(resolve)
        }),
      )
      return step
    },
    counted: () => ask<MetricRow[]>(ticket => ({ what: 'count', ticket })),
    published: settle,
    answered: settle,
  }
}
