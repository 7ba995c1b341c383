/** The embedded homeserver, whose Client-Server API refuses some of what a homeserver need not have. */

import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startHomeserver } from '../../homeserver/index.js'
import type { Config } from '../../schemas/index.js'

/** What a homeserver may refuse: `METHOD path`, the path from its version on. */
export const OPTIONAL = {
  password: /^POST account\/password$/,
  logout: /^POST logout(\/all)?$/,
  devices: /^DELETE devices\//,
  presence: /^\w+ presence\//,
  typing: /^PUT rooms\/[^/]+\/typing\//,
  receipt: /^POST rooms\/[^/]+\/receipt\//,
  'account data': /^PUT user\/.*\/account_data\//,
  keys: /^POST keys\//,
  filter: /^POST user\/[^/]+\/filter$/,
  knock: /^POST knock\//,
  'guest registration': /^POST register\?kind=guest$/,
  'to-device messages': /^PUT sendToDevice\//,
  profile: /^PUT profile\//,
  redaction: /^PUT rooms\/[^/]+\/redact\//,
  invite: /^POST rooms\/[^/]+\/invite$/,
  leave: /^POST rooms\/[^/]+\/leave$/,
  kick: /^POST rooms\/[^/]+\/kick$/,
  ban: /^POST rooms\/[^/]+\/ban$/,
} as const

export type Optional = keyof typeof OPTIONAL

const VERSION = /^\/_matrix\/client\/\w+\//

const refuse = (response: ServerResponse, status: number): void => {
  const errcode = status === 403 ? 'M_FORBIDDEN' : 'M_UNRECOGNIZED'
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify({ errcode, error: 'not here' }))
}

const pass = (asked: IncomingMessage, response: ServerResponse, base: string): void => {
  const { method, url = '/', headers } = asked
  const passed = request(new URL(url, base), { method, headers }, answer => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  passed.on('error', () => response.destroy())
  response.on('close', () => passed.destroy())
  asked.pipe(passed)
}

/** Starts it; streams are served by the homeserver itself, calls by what stands before it. */
export const startRefusing = async (refused: readonly Optional[], status: number): Promise<{ config: Config; stop(): Promise<void> }> => {
  const reference = await startHomeserver({ http2: true, control: true })
  const gate = createServer((asked, response) => {
    const call = `${asked.method} ${(asked.url ?? '').replace(VERSION, '')}`
    if (refused.some(name => OPTIONAL[name].test(call))) refuse(response, status)
    else pass(asked, response, reference.url)
  })
  await new Promise<void>(resolve => gate.listen(0, '127.0.0.1', resolve))
  const { port } = gate.address() as AddressInfo
  return {
    config: { url: `http://127.0.0.1:${port}`, stream_url: reference.streamUrl, profile: 'matrix' },
    stop: async () => {
      gate.closeAllConnections()
      await new Promise(resolve => gate.close(resolve))
      await reference.stop()
    },
  }
}
