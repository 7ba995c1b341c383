/** Servers of Sync over SSE that a test starts, stopped after it. */

import type { Reference, SyncServerOptions } from '../../../reference/index.js'
import { startSyncServer } from '../../../reference/server.js'
import { type Asked, ask, type Client } from '../client.js'
import { createToy, TOKEN, type Toy } from './toy-source.js'

export const PATH = '/_matrix/client/v3/sync/sse'

const running = new Set<{ reference: Reference; clients: Client[] }>()

export interface Asking extends Asked {
  /** After the path: `?a=b`. */
  query?: string
  token?: string
}

export interface StartedSync {
  readonly reference: Reference
  readonly toy: Toy
  /** Sends a request, by default with the token. */
  ask(asked?: Asking): Client
  /** Sends a request, and waits for the head of its answer. */
  answered(asked?: Asking): Promise<Client>
  /** Opens a stream, and waits for its opening. */
  open(asked?: Asking): Promise<Client>
}

export async function startSync(options: SyncServerOptions = {}, toy = createToy()): Promise<StartedSync> {
  const reference = await startSyncServer(toy.backend, options)
  const clients: Client[] = []
  running.add({ reference, clients })
  const asking = ({ query = '', token = TOKEN, fields = [], path = PATH, ...asked }: Asking = {}) => {
    const authorization = token === '' ? [] : [`Authorization: Bearer ${token}`]
    const client = ask(reference, { ...asked, path: `${path}${query}`, fields: [...authorization, ...fields] })
    clients.push(client)
    return client
  }
  return {
    reference,
    toy,
    ask: asking,
    answered: asked => asking(asked).until(client => client.raw().includes('\r\n\r\n')),
    open: asked => asking(asked).until(client => client.text().includes('retry: ')),
  }
}

export async function stopAllSync(): Promise<void> {
  for (const { reference, clients } of running) {
    for (const client of clients) client.socket.destroy()
    await reference.stop()
  }
  running.clear()
}
