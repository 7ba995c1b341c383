/** A transparent hop: forwards each request to its origin and each response to its client, as it comes. */

import { createServer, type IncomingMessage, request as openRequest, type ServerResponse } from 'node:http'
import type { Content, Fields, Forwarded, HopParts, Upstream } from './parts.js'

export interface HopOptions {
  readonly host?: string
  readonly port?: number
  readonly origin: { readonly host: string; readonly port: number }
}

const pairsOf = (raw: readonly string[]): Fields =>
  raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ''] as const] : []))

const contentTo = (client: ServerResponse): Content => ({
  push: bytes => void client.write(bytes),
  end: () => void client.end(),
})

/** Forwards one response to the client. */
const respond = (client: ServerResponse, upstream: IncomingMessage, forwarded: Forwarded, parts: HopParts): void => {
  const { status, fields } = parts.response({ status: upstream.statusCode ?? 502, fields: parts.forwardable(pairsOf(upstream.rawHeaders)) })
  client.writeHead(status, [...fields].flat())
  const first = parts.headWith(() => client.flushHeaders())
  const content = parts.content(contentTo(client), forwarded)
  upstream.on('data', bytes => {
    first()
    content.push(bytes)
  })
  upstream.on('end', () => {
    first()
    content.end()
  })
  upstream.on('error', () => parts.cut(client, content))
}

const openTo =
  ({ origin }: HopOptions) =>
  ({ method, target, fields }: Forwarded): Upstream => {
    const sent = openRequest({ ...origin, method, path: target, headers: [...fields].flat(), agent: false })
    sent.setNoDelay(true)
    return {
      onResponse: take => void sent.on('response', take).on('error', () => {}),
      end: () => void sent.end(),
      leave: () => void sent.destroy(),
    }
  }

/** Starts it with these parts. Rejects if the port is in use. */
export const listenAsHop = async (options: HopOptions, parts: HopParts) => {
  const open = openTo(options)
  const server = createServer({ noDelay: true }, (received, client) => {
    const { method = 'GET', url: target = '/', rawHeaders } = received
    const forwarded = parts.request({ method, target, fields: parts.forwardable(pairsOf(rawHeaders)) })
    const upstream = parts.connect(forwarded, open)
    client.sendDate = false
    client.on('error', () => {}).on('close', () => parts.clientLeft(upstream))
    upstream.onResponse(response => respond(client, response, forwarded, parts))
    upstream.end()
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve)
  })
  const address = server.address()
  return {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    stop: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
