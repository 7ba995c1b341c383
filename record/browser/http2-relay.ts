import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse, type ServerHttp2Session } from 'node:http2'
import { createResponseReader } from '../../wire/index.js'
import type { Connection } from '../connection.js'
import type { Field } from '../request.js'
import type { Ticket } from '../venue.js'
import type { Asked } from './asked.js'
import { type Answer, answerPage, type Told } from './pages.js'
import { askTarget, type Track } from './upstream.js'

interface Http2RelayPlan extends Track {
  readonly prefix: string
  ticket(): Promise<Ticket>
  hear(told: readonly Told[]): void
}

/** Serves the page, its reports and its streams over one HTTP/2 connection, with a certificate generated on the fly. */
export interface Http2Relay {
  readonly base: string
  readonly reportsUrl: string
  streamUrl(source: string): string
  close(): Promise<void>
}

const HOST = '127.0.0.1'

const credentials = async () => {
  const { generate } = await import('./self-signed.js')
  const made = await generate([{ name: 'commonName', value: 'ssespec relay' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: HOST }] }],
  })
  return { key: made.private, cert: made.cert }
}

const askedBy = ({ method, url, headers }: Http2ServerRequest): Asked => {
  const fields = Object.entries(headers).flatMap(([name, value]): Field[] =>
    name.startsWith(':') || value === undefined ? [] : [[name, Buffer.from(String(value), 'latin1')]],
  )
  return { method, path: url, fields, bytes: Buffer.alloc(0) }
}

/** HTTP/1.1 fields that HTTP/2 must not carry (RFC 9113 §8.2.2). */
const OF_HTTP1 = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'proxy-connection'])

const pass = async (plan: Http2RelayPlan, request: Http2ServerRequest, response: Http2ServerResponse, source: string): Promise<void> => {
  const reader = createResponseReader(
    { method: request.method },
    {
      head: ({ status, fields, interim }) => {
        if (interim) return
        for (const { name, value } of fields) if (!OF_HTTP1.has(name.toLowerCase())) response.appendHeader(name.toLowerCase(), value)
        response.writeHead(status)
      },
      body: bytes => void response.write(Buffer.from(bytes)),
      end: () => void response.end(),
    },
  )
  const gone = (how: Connection['how']) => {
    reader.close(0)
    if (how !== 'done' && how !== 'fin') response.stream?.close()
    else response.end()
  }
  const connection = await askTarget(
    plan,
    askedBy(request),
    source,
    await plan.ticket(),
    {},
    { take: bytes => reader.push(bytes, 0), gone },
  )
  response.once('close', () => connection.done())
}

const answerBy = (response: Http2ServerResponse): Answer => ({
  writeHead: (status, fields) => response.writeHead(status, fields),
  end: content => (content === undefined ? response.end() : response.end(content)),
})

export const startHttp2Relay = async (plan: Http2RelayPlan): Promise<Http2Relay> => {
  const sessions = new Set<ServerHttp2Session>()
  const server = createSecureServer(await credentials(), (request, response) => {
    const path = request.url.split('?', 1)[0] ?? ''
    const below = path.startsWith(plan.prefix) ? path.slice(plan.prefix.length) : ''
    const source = below.startsWith('stream/') ? below.slice('stream/'.length) : undefined
    const answering =
      source === undefined ? answerPage(below, request, answerBy(response), plan.hear) : pass(plan, request, response, source)
    answering.catch(() => response.stream?.close())
  })
  server.on('session', session => {
    sessions.add(session)
    session.on('close', () => sessions.delete(session)).on('error', () => session.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, HOST, () => resolve())
  })
  const address = server.address()
  const base = `https://${HOST}:${typeof address === 'object' && address !== null ? address.port : 0}${plan.prefix}`
  return {
    base,
    reportsUrl: `${base}reports`,
    streamUrl: source => `${base}stream/${source}`,
    close: async () => {
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      for (const session of sessions) session.destroy()
      await closed
    },
  }
}
