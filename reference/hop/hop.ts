/** A transparent hop: forwards each request to its origin and each response to its client, as it comes. */

import { connect, createServer, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { createResponseReader, type RequestHead, requestHeadIn } from '../../wire/index.js'
import type { Answered, Content, Fields, Forwarded, HopParts } from './parts.js'

const headOf = (line: string, fields: Fields): Buffer =>
  Buffer.from(`${line}\r\n${fields.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`, 'latin1')

const hasLength = (fields: Fields): boolean => fields.some(([name]) => name.toLowerCase() === 'content-length')

/** Content to the client: in chunks, or as it is where the connection's end or a length delimits it. */
const contentTo = (client: Socket, chunked: boolean): Content => ({
  push: bytes => {
    if (bytes.length === 0 || !client.writable) return
    client.write(chunked ? Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]) : bytes)
  },
  end: () => void client.end(chunked ? '0\r\n\r\n' : ''),
})

const BODILESS = new Set([204, 304])

/** Forwards one response. */
const respond = (client: Socket, origin: Duplex, { method, version }: RequestHead, parts: HopParts): void => {
  let content: Content | undefined
  let ended = false
  let first: () => void = () => {}
  const begin = ({ status, fields }: Answered) => {
    const chunked = version === '1.1' && !hasLength(fields) && !BODILESS.has(status) && method !== 'HEAD'
    const framing: Fields = chunked ? [['Transfer-Encoding', 'chunked']] : []
    const send = () => void client.write(headOf(`HTTP/1.1 ${status} `, [...fields, ...framing, ['Connection', 'close']]))
    first = parts.headWith(send)
    content = parts.content(contentTo(client, chunked))
  }
  const reader = createResponseReader(
    { method },
    {
      head: ({ status, interim, fields }) => {
        if (interim) return
        begin(parts.response({ status, fields: parts.forwardable(fields.map(({ name, value }) => [name, value] as const)) }))
      },
      body: bytes => {
        first()
        content?.push(Buffer.from(bytes))
      },
      end: () => {
        ended = true
        first()
        content?.end()
      },
    },
  )
  origin.on('data', bytes => reader.push(bytes, 0))
  origin.on('error', () => {})
  origin.on('close', () => {
    reader.close(0)
    if (ended || content === undefined) return void client.end()
    parts.cut(client, content)
  })
}

const pass = (client: Socket, head: RequestHead, parts: HopParts, open: () => Duplex): void => {
  const forwarded: Forwarded = parts.request({ method: head.method, target: head.target, fields: parts.forwardable(head.fields) })
  const origin = parts.connect(forwarded, open)
  origin.write(headOf(`${forwarded.method} ${forwarded.target} HTTP/1.1`, [...forwarded.fields, ['Connection', 'close']]))
  respond(client, origin, head, parts)
  client.on('close', () => parts.clientLeft(origin))
}

export interface HopOptions {
  readonly host?: string
  readonly port?: number
  readonly origin: { readonly host: string; readonly port: number }
}

/** Starts it with these parts. Rejects if the port is in use. */
export const listenAsHop = async ({ host = '127.0.0.1', port = 0, origin }: HopOptions, parts: HopParts) => {
  const open = () => connect({ ...origin, noDelay: true })
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true }, client => {
    sockets.add(client)
    let pending = Buffer.alloc(0)
    const take = (bytes: Buffer) => {
      pending = Buffer.concat([pending, bytes])
      const head = requestHeadIn(pending)
      if (head === undefined) return
      client.off('data', take)
      if (head === 'not-http') return void client.destroy()
      pass(client, head, parts, open)
      client.resume()
    }
    client.on('data', take)
    client.on('error', () => {})
    client.on('close', () => sockets.delete(client))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  return {
    port: address !== null && typeof address === 'object' ? address.port : port,
    stop: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
