/** A client of the reference on a raw socket: what it was sent is kept byte for byte. */

import { request as httpRequest } from 'node:http'
import { type ClientHttp2Session, connect as connectHttp2 } from 'node:http2'
import { connect, type Socket } from 'node:net'
import { createParser, type EventSourceMessage } from 'eventsource-parser'
import type { Reference } from '../../reference/index.js'

export interface Asked {
  method?: string
  path?: string
  version?: '1.0' | '1.1'
  fields?: readonly string[]
}

export interface Client {
  readonly socket: Socket
  raw(): Buffer
  received_bytes(): number
  /** The last bytes received: cheap to look at while much comes in. */
  tail(): string
  head(): string
  /** The content after the head, out of its chunks. */
  content(): Buffer
  text(): string
  events(): EventSourceMessage[]
  ended(): boolean
  /** Waits until it is so; an error shows what was received instead. */
  until(so: (client: Client) => boolean, patience_ms?: number): Promise<Client>
}

export function portOf(url: string): number {
  return Number(new URL(url).port)
}

export function ask(reference: Reference, { method = 'GET', path = '/events', version = '1.1', fields = [] }: Asked = {}): Client {
  const socket = connect(portOf(reference.url), '127.0.0.1')
  socket.write(Buffer.from([`${method} ${path} HTTP/${version}`, 'Host: a.test', ...fields, '', ''].join('\r\n'), 'utf8'))
  return clientOn(socket)
}

export function clientOn(socket: Socket): Client {
  let parts: Buffer[] = []
  const all = () => {
    if (parts.length > 1) parts = [Buffer.concat(parts)]
    return parts[0] ?? Buffer.alloc(0)
  }
  let received_bytes = 0
  let tail = Buffer.alloc(0)
  let over = false
  const waiting = new Set<() => void>()
  const look = () => {
    for (const each of waiting) each()
  }
  socket.on('data', bytes => {
    parts.push(bytes)
    received_bytes += bytes.length
    tail = Buffer.concat([tail, bytes.subarray(-256)]).subarray(-256)
    look()
  })
  socket.on('error', () => undefined)
  socket.on('close', () => {
    over = true
    look()
  })
  const client: Client = {
    socket,
    raw: all,
    received_bytes: () => received_bytes,
    tail: () => tail.toString('latin1'),
    head: () => all().toString('latin1', 0, Math.max(all().indexOf('\r\n\r\n'), 0)),
    content: () => contentIn(all()),
    text: () => client.content().toString(),
    events: () => eventsIn(client.text()),
    ended: () => over,
    until: (so, patience_ms = 60_000) =>
      new Promise((resolve, reject) => {
        const check = () => {
          if (!so(client)) return
          done()
          resolve(client)
        }
        const timer = setTimeout(() => {
          done()
          reject(new Error(`it did not come to be; received ${JSON.stringify(all().subarray(-600).toString('latin1'))}`))
        }, patience_ms)
        const done = () => {
          clearTimeout(timer)
          waiting.delete(check)
        }
        waiting.add(check)
        check()
      }),
  }
  return client
}

/** Whether it comes to be within that time. */
export async function comesToBe(client: Client, so: (client: Client) => boolean, patience_ms: number): Promise<boolean> {
  return client.until(so, patience_ms).then(
    () => true,
    () => false,
  )
}

function contentIn(received: Buffer): Buffer {
  const start = received.indexOf('\r\n\r\n')
  if (start < 0) return Buffer.alloc(0)
  const content = received.subarray(start + 4)
  if (!/^transfer-encoding: chunked/im.test(received.toString('latin1', 0, start))) return content
  const chunks: Buffer[] = []
  for (let at = 0; at < content.length; ) {
    const lineEnd = content.indexOf('\r\n', at)
    const size = Number.parseInt(content.toString('latin1', at, lineEnd), 16)
    if (lineEnd < 0 || !(size > 0)) break
    chunks.push(content.subarray(lineEnd + 2, lineEnd + 2 + size))
    at = lineEnd + 2 + size + 2
  }
  return Buffer.concat(chunks)
}

export function eventsIn(text: string): EventSourceMessage[] {
  const events: EventSourceMessage[] = []
  createParser({ onEvent: event => events.push(event) }).feed(text)
  return events
}

export interface Published {
  status: number
  id: string
  text: string
}

export function publish(reference: Reference, publication: object | string, fields: Record<string, string> = {}): Promise<Published> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({
      port: portOf(reference.url),
      host: '127.0.0.1',
      path: '/publish',
      method: 'POST',
      headers: fields,
      agent: false,
    })
    sent.on('error', reject)
    sent.on('response', response => {
      let text = ''
      response.setEncoding('utf8').on('data', part => {
        text += part
      })
      response.on('end', () => {
        const said: unknown = text.startsWith('{') ? JSON.parse(text) : {}
        const id = typeof said === 'object' && said !== null && 'id' in said ? String(said.id) : ''
        resolve({ status: response.statusCode ?? 0, id, text })
      })
    })
    sent.end(typeof publication === 'string' ? publication : JSON.stringify(publication))
  })
}

export async function control(reference: Reference, deed: 'stop' | 'restart' | 'fail'): Promise<number> {
  const response = await fetch(`${reference.controlUrl}/${deed}`, { method: 'POST' })
  await response.text()
  return response.status
}

export interface Http2Exchange {
  readonly session: ClientHttp2Session
  readonly headers: Record<string, unknown>
  text(): string
  ended(): boolean
}

/** One exchange over HTTP/2, after its head came. */
export function askHttp2(reference: Reference, headers: Record<string, string> = {}): Promise<Http2Exchange> {
  const session = connectHttp2(reference.url, reference.ca === undefined ? {} : { ca: reference.ca })
  const stream = session.request({ ':path': '/events', ...headers })
  let text = ''
  let over = false
  stream.setEncoding('utf8').on('data', part => {
    text += part
  })
  stream.on('end', () => {
    over = true
  })
  return new Promise((resolve, reject) => {
    session.on('error', reject)
    stream.on('error', reject)
    stream.on('response', got => resolve({ session, headers: got, text: () => text, ended: () => over }))
  })
}

export async function eventually(so: () => boolean, patience_ms = 60_000): Promise<void> {
  const until_ms = performance.now() + patience_ms
  while (!so()) {
    if (performance.now() > until_ms) throw new Error('it did not come to be')
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}
