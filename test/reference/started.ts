/** References that a test starts, stopped after it. */

import { type Reference, type ReferenceOptions, startReference } from '../../reference/index.js'
import { type Asked, ask, type Client, publish } from './client.js'

const running = new Set<{ reference: Reference; clients: Client[] }>()

export interface Started {
  readonly reference: Reference
  /** Opens a stream and waits for its opening. */
  open(asked?: Asked): Promise<Client>
  /** Sends a request and waits for nothing. */
  ask(asked?: Asked): Client
  publish(publication: object | string, fields?: Record<string, string>): ReturnType<typeof publish>
}

export async function start(options: ReferenceOptions = {}): Promise<Started> {
  const reference = await startReference(options)
  const clients: Client[] = []
  running.add({ reference, clients })
  const asking = (asked: Asked = {}) => {
    const client = ask(reference, asked)
    clients.push(client)
    return client
  }
  return {
    reference,
    ask: asking,
    open: asked => asking(asked).until(client => client.text().includes('retry: ')),
    publish: (publication, fields) => publish(reference, publication, fields),
  }
}

export async function stopAll(): Promise<void> {
  for (const { reference, clients } of running) {
    for (const client of clients) client.socket.destroy()
    await reference.stop()
  }
  running.clear()
}
