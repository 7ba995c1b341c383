/** A homeserver of which each answer is written by the test, and a recording of what is asked of it. */

import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolveTarget } from '../../../api/configuration.js'
import { createMasking } from '../../../record/masking.js'
import { createMatrixVenue, type MatrixVenue } from '../../../record/matrix/venue.js'
import type { CallLine, Config } from '../../../schemas/index.js'
import { type Line, type Recorded, written } from '../recorded.js'

export interface Asked {
  readonly method: string
  readonly url: string
  readonly authorization: string | undefined
  readonly body: unknown
}

export interface Answer {
  readonly status?: number
  readonly fields?: Record<string, string>
  readonly content?: object | string
  /** Never answered. */
  readonly silent?: boolean
}

export type Script = (asked: Asked, before: readonly Asked[]) => Answer

const servers = new Set<Server>()

export const stopScripted = (): void => {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
  servers.clear()
}

const listen = async (script: Script, asked: Asked[]): Promise<string> => {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const text = Buffer.concat(parts).toString()
    const { method = '', url = '', headers } = request
    const one = { method, url, authorization: headers.authorization, body: text === '' ? undefined : JSON.parse(text) }
    const { status = 200, fields = {}, content = {}, silent } = script(one, asked)
    asked.push(one)
    if (silent !== true) response.writeHead(status, fields).end(typeof content === 'string' ? content : JSON.stringify(content))
  })
  servers.add(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** An ordinary homeserver, of which a test changes some answers. */
export const usual: Script = ({ method, url }) => {
  if (url.endsWith('/register')) return { content: { user_id: '@one:test', device_id: 'D1', access_token: 'token-of-one' } }
  if (url.endsWith('/login')) return { content: { user_id: '@one:test', device_id: 'D2', access_token: 'token-of-two' } }
  if (url.endsWith('/createRoom')) return { content: { room_id: '!room:test' } }
  if (url.includes('/sync')) return { content: { next_batch: 's1' } }
  return method === 'PUT' ? { content: { event_id: '$1' } } : { content: {} }
}

export interface Visit extends Recorded {
  readonly asked: readonly Asked[]
  readonly calls: readonly CallLine[]
}

const isCall = (line: Line): line is CallLine => line.what === 'call'

/** What a scenario asked of a scripted homeserver, and what was recorded of it. */
export const visit = async (
  script: Script,
  work: (venue: MatrixVenue, asked: readonly Asked[]) => Promise<void>,
  config: Partial<Config> = {},
): Promise<Visit> => {
  const asked: Asked[] = []
  const url = await listen(script, asked)
  const over = new AbortController()
  const masking = createMasking([])
  const recorded = await written(async recording => {
    const target = resolveTarget({ url, profile: 'matrix', tolerance: { wait_ms: 500 }, ...config }, false)
    const hooks = { call: async () => ({ ok: true }), close: async () => {} }
    const venue = createMatrixVenue({ target, recording, hooks, masking, signal: over.signal })
    if (venue === undefined) throw new Error('no venue')
    try {
      await work(venue, asked)
    } finally {
      over.abort()
      await venue.close()
    }
  }, masking)
  return { ...recorded, asked, calls: recorded.lines.filter(isCall) }
}
