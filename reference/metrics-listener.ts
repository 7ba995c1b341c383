/** `/metrics` on an address of its own, so that it is not public where the server is. */

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { METRICS_TYPE, metricsText } from './metrics.js'
import type { Server } from './parts.js'

export interface MetricsListener {
  readonly url: string
  stop(): Promise<void>
}

export interface Address {
  readonly host: string
  readonly port: number
}

/** `HOST:PORT`, or `[HOST]:PORT` for IPv6. @throws {RangeError} for anything else */
export function addressIn(text: string): Address {
  const [, host = '', port = ''] = /^(?:\[?([^[\]]*?)\]?):(\d{1,5})$/.exec(text) ?? []
  if (host === '' || Number(port) > 65_535) throw new RangeError(`metrics_address is "${text}"; give HOST:PORT`)
  return { host, port: Number(port) }
}

/** @throws {Error} if the address is in use, or not one of this machine */
export async function startMetrics(server: Server, { host, port }: Address): Promise<MetricsListener> {
  const listener = createServer({ headersTimeout: 20_000 }, async (request, response) => {
    const [path] = (request.url ?? '').split('?')
    if (path !== '/metrics') response.writeHead(404).end()
    else if (request.method !== 'GET' && request.method !== 'HEAD') response.writeHead(405, { Allow: 'GET, HEAD' }).end()
    else response.writeHead(200, { 'Content-Type': METRICS_TYPE, 'Cache-Control': 'no-store' }).end(await metricsText(server))
  })
  await once(listener.listen({ host, port }), 'listening')
  const { port: bound } = listener.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}/metrics`,
    stop: () =>
      new Promise(resolve => {
        listener.close(() => resolve())
        listener.closeAllConnections()
      }),
  }
}
