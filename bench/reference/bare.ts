/** A minimal Server-Sent Events server on node:http: a set of responses, and a loop that writes to each. No ids, no limits. */

import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

const HEARTBEAT_MS = 15_000

/** Resolves to its port. `POST /publish` sends its body as the data of one event to all streams. */
export function startBare(): Promise<number> {
  const streams = new Set<ServerResponse>()
  let count = 0
  const toAll = (text: string) => {
    for (const stream of streams) stream.write(text)
  }
  const server = createServer({ noDelay: true }, async (request, response) => {
    if (request.method === 'POST') {
      let data = ''
      for await (const part of request.setEncoding('utf8')) data += part
      count += 1
      toAll(`id: ${count}\ndata: ${data}\n\n`)
      response.end()
      return
    }
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
    response.write('retry: 1000\n\n')
    streams.add(response)
    response.once('close', () => streams.delete(response))
  })
  setInterval(() => toAll(': \n\n'), HEARTBEAT_MS)
  return new Promise(resolve => {
    server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => resolve((server.address() as AddressInfo).port))
  })
}
