import { strict as assert } from 'node:assert'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { check } from '../../api/index.js'
import type { Verdict } from '../../schemas/index.js'
import { needsBrowsers } from './judged.js'

/** A server as people write them: three mistakes, each of which shows in browsers only. */
const unusable: RequestListener = (request, response) => {
  const { method, url = '', headers } = request
  if (method === 'OPTIONS')
    return void response.writeHead(204, { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'authorization' }).end()
  // No CORS fields on errors.
  if (url.includes('no-such-path')) return void response.writeHead(404, { 'Content-Type': 'application/json' }).end('{}')
  // An id is looked up where there is none.
  if (headers['last-event-id'] !== undefined)
    return void response.writeHead(500, { 'Content-Type': 'text/html', 'Access-Control-Allow-Origin': '*' }).end('oops')
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Access-Control-Allow-Origin': '*' })
  response.write('retry: 200\nid: 1\ndata: hello\n\n')
}

describe('a server that browsers cannot use', () => {
  const server = createServer(unusable)
  let verdicts: ReadonlyMap<string, Verdict> = new Map()

  before(async function () {
    await needsBrowsers(this)
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const { report } = await check({
      // Nothing is ever published: what is judged here does not ask for it.
      config: { url: `http://127.0.0.1:${port}/events`, hooks: { publish: { command: ['true'] } }, tolerance: { wait_ms: 1500 } },
      only: ['BRW-04', 'BRW-07'],
      quick: true,
    })
    verdicts = new Map(report.verdicts.map(verdict => [verdict.id, verdict]))
  })
  after(() => {
    server.closeAllConnections()
    server.close()
  })

  const saysOf = (id: string): string => {
    const { actual = '', verdict = 'absent' } = verdicts.get(id) ?? {}
    return `${verdict}: ${actual}`
  }

  it('that answers a reconnect with 500 hears of the status, of the id that came, and what the browser said', () => {
    const says = saysOf('BRW-04e')
    assert.match(
      says,
      /^warn: .*: the status is 500, to a request with the Last-Event-ID `1`, and an EventSource gives up on every other than 200/,
    )
    assert.match(says, /Chromium says: “Failed to load resource: the server responded with a status of 500/)
  })

  it('that sends its errors without CORS fields hears which answer missing which', () => {
    const says = saysOf('BRW-04b')
    assert.match(
      says,
      /^warn: .*the answer has no Access-Control-Allow-Origin, so that a page of http:\/\/127\.0\.0\.1:\d+ may not read it; Chromium says: “Access to fetch at/,
    )
  })

  it('that does not allow last-event-id hears its name, and where to put it', () => {
    const says = saysOf('BRW-07')
    assert.match(says, /^warn: .*the preflight does not allow last-event-id: name it in Access-Control-Allow-Headers; Chromium says: “/)
  })
})
