/** One of several processes that serve the same port. Started by primary.ts, it reports that it is ready and receives its options. */

import cluster from 'node:cluster'
import type { Life } from '../life.js'
import { type MetricRow, rowsCounted } from '../metrics.js'
import type { Server } from '../parts.js'
import { createServer, open } from '../running.js'
import type { Deed, ToPrimary, ToWorker } from './messages.js'
import { createPeers } from './peers.js'

const tell = (message: ToPrimary): void => void process.send?.(message)
const peers = createPeers(tell)

let server: Server | undefined
let life: Life | undefined

/** The server accepts events from here on, and streams once it listens, so none is missed in between. */
function start({ options, epoch }: Extract<ToWorker, { what: 'start' }>): void {
  const created = createServer(options, { peers, epoch })
  server = created
  open(created).then(
    opened => {
      life = opened.life
      tell({ what: 'listening', port: life.port })
    },
    (error: Error) => tell({ what: 'refused', error: error.message }),
  )
}

async function done(deed: Deed): Promise<MetricRow[]> {
  if (server === undefined) return []
  if (deed === 'end') process.exit(0)
  if (deed === 'count') return rowsCounted(server)
  await life?.[deed]()
  return []
}

function take(message: ToWorker): void {
  if (message.what === 'start') start(message)
  else if (message.what === 'answer') peers.answered(message.ticket, message.rows)
  else if (message.what === 'do') {
    const { deed, ticket } = message
    done(deed).then(
      rows => tell({ what: 'done', ticket, rows }),
      (error: Error) => tell({ what: 'done', ticket, error: error.message }),
    )
  } else if (server !== undefined) {
    const id = server.parts.publish(message.publication, server)
    if (message.by === cluster.worker?.id) peers.published(message.ticket, id)
  }
}

process.on('message', message => take(message as ToWorker))
// Ctrl-C reaches the whole process group; the first process ends this one, between events.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined)
tell({ what: 'ready' })
