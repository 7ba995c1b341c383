/** Gateways in front of a toy homeserver that a test starts, stopped after it. */

import { type GatewayOptions, startGateway as startGatewayAt } from '../../gateway/index.js'
import type { Reference, SyncServerOptions } from '../../reference/index.js'
import { ask, type Client } from '../reference/client.js'
import type { Asking } from '../reference/sync/started.js'
import { PATH } from '../reference/sync/started.js'
import { createToyUpstream, type ToyUpstream } from './toy-upstream.js'

const running = new Set<{ gateway: Reference; toy: ToyUpstream; clients: Client[] }>()

export interface StartedGateway {
  readonly gateway: Reference
  readonly toy: ToyUpstream
  ask(asked?: Asking): Client
  answered(asked?: Asking): Promise<Client>
  open(asked?: Asking): Promise<Client>
  /** The value of a metric. */
  metric(name: string): Promise<number>
}

export async function startGateway(options: SyncServerOptions & Partial<GatewayOptions> = {}): Promise<StartedGateway> {
  const toy = await createToyUpstream()
  const gateway = await startGatewayAt({ upstream: toy.url, ...options })
  const clients: Client[] = []
  running.add({ gateway, toy, clients })
  const asking = ({ query = '', token = 'alice-1', fields = [], path = PATH, ...asked }: Asking = {}) => {
    const authorization = token === '' ? [] : [`Authorization: Bearer ${token}`]
    const client = ask(gateway, { ...asked, path: `${path}${query}`, fields: [...authorization, ...fields] })
    clients.push(client)
    return client
  }
  return {
    gateway,
    toy,
    ask: asking,
    answered: asked => asking(asked).until(client => client.raw().includes('\r\n\r\n')),
    open: asked => asking(asked).until(client => client.text().includes('retry: ')),
    metric: async name => {
      const text = await (await fetch(`${gateway.url}/metrics`)).text()
      return Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1])
    },
  }
}

export async function stopAllGateways(): Promise<void> {
  for (const { gateway, toy, clients } of running) {
    for (const client of clients) client.socket.destroy()
    await gateway.stop()
    await toy.stop()
  }
  running.clear()
}

/** Events of a client as id and data. */
export function eventsOf(client: Client): [id: string | undefined, data: Record<string, unknown>][] {
  return client.events().map(({ id, data }) => [id, JSON.parse(data)])
}

/** The to-device messages that came, in order. */
export function messagesOf(client: Client): unknown[] {
  return eventsOf(client).flatMap(([, data]) => {
    const { events = [] } = (data.to_device ?? {}) as { events?: unknown[] }
    return events
  })
}
