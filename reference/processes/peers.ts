/** The other processes of the same server, as one of them sees them. */

import type { MetricRow } from '../metrics.js'
import type { Publication } from '../publish.js'
import type { ToPrimary } from './messages.js'

export interface Peers {
  /** Publishes in the one order that all processes keep. Resolves to the id when the event went to the streams of this one. */
  publish(publication: Publication): Promise<string>
  /** Resolves when everything is here that any process took up before this call: a client that comes from another one has seen it. */
  inStep(): Promise<void>
  /** What all processes counted together. */
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
      // Those who ask in one turn of the event loop ask together: clients come back in storms.
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
