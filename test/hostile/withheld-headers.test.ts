import assert from 'node:assert/strict'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Config } from '../../schemas/index.js'
import { checkedHere } from './checked-here.js'

/** Gives ids and replays; sends response headers with the first event where `withholds` says so of the Last-Event-ID. */
const startWithholding = async (withholds: (lastEventId: string | undefined) => boolean): Promise<{ server: Server; config: Config }> => {
  const history: string[] = []
  const clients = new Set<ServerResponse>()
  const server = createServer((request, response) => {
    if (request.method === 'POST') {
      let body = ''
      request.on('data', piece => {
        body += piece
      })
      request.on('end', () => {
        history.push(`id: ${history.length + 1}\ndata: ${JSON.parse(body).data}\n\n`)
        for (const client of clients) client.write(history.at(-1))
        response.writeHead(204).end()
      })
      return
    }
    const lastEventId = request.headers['last-event-id']
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
    if (!withholds(lastEventId?.toString())) response.flushHeaders()
    for (const block of Number(lastEventId) > 0 ? history.slice(Number(lastEventId)) : []) response.write(block)
    clients.add(response)
    response.on('close', () => clients.delete(response))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { server, config: { url: `${origin}/events`, hooks: { publish: { url: `${origin}/publish`, body: { data: '{{data}}' } } } } }
}

describe('response headers that come with the first event', () => {
  let server: Server | undefined
  afterEach(() => {
    server?.closeAllConnections()
    server?.close()
  })

  // RES-06 and RES-07 open streams enough for the harness to know that headers are withheld, and to bring them soon.
  const only = ['RES-06', 'RES-07', 'HTTP-20', 'HTTP-20b', 'RES-15', 'RES-15b']
  const judged = async (withholds: Parameters<typeof startWithholding>[0]): Promise<Record<string, string>> => {
    const started = await startWithholding(withholds)
    server = started.server
    const { verdict } = await checkedHere(started.config, only)
    return Object.fromEntries(only.map(id => [id, verdict(id).verdict]))
  }

  it('are not taken for the answer to a client that is caught up', async () => {
    assert.equal((await judged(() => true))['RES-15'], 'inconclusive')
  }).timeout(60_000)

  it('fail a client that is caught up where others get theirs at once', async () => {
    const verdicts = await judged(lastEventId => lastEventId !== undefined)
    assert.deepEqual([verdicts['RES-15'], verdicts['RES-15b']], ['warn', 'pass'])
  }).timeout(60_000)
})
