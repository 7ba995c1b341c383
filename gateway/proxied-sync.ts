/**
 * Handles a `/sync` of a device with an open stream or unacknowledged messages. Its `since` acknowledges them (SEC-20), and its response gets those
 * that the homeserver has already removed because of the stream's own calls (A14, A15). Every other `/sync` is forwarded untouched.
 */

import type { Exchange } from '../reference/index.js'
import { abandon } from '../reference/index.js'
import type { Held, Hold } from './held.js'
import type { Identities, Identity } from './identities.js'
import type { Reader } from './inbox.js'
import type { Inboxes } from './inboxes.js'
import { pendingBytes, watchDownload } from './progress.js'
import { type Passing, passedBack, passedOn, proxy, writeHead } from './proxy.js'
import { credentialIn } from './revocation.js'
import { contentOf } from './sync-call.js'
import { readSyncResponse, withMessages } from './sync-response.js'

/** A response of /sync is complete when it begins to come. One that stops coming must not keep others waiting for room. */
const BODY_STALL_MS = 60_000

const SYNC = /^\/_matrix\/client\/(v3|r0)\/sync\/?$/

export interface ProxiedSync extends Passing {
  readonly identities: Identities
  readonly inboxes: Inboxes
  readonly held: Held
  readonly max_bytes: number
}

export function isSync({ method, path }: Exchange): boolean {
  return method === 'GET' && SYNC.test(path)
}

export async function proxySync(exchange: Exchange, terms: ProxiedSync): Promise<void> {
  const device = await deviceWithInbox(exchange, terms)
  if (device === undefined) await proxy(exchange, terms)
  else await proxyForDevice(exchange, device, terms)
}

/** The device whose inbox is affected. If there are no inboxes, the owner of the token is not looked up. */
async function deviceWithInbox(exchange: Exchange, { identities, inboxes }: ProxiedSync): Promise<Identity | undefined> {
  const credential = inboxes.empty() ? undefined : credentialIn(exchange)
  if (credential === undefined) return undefined
  const identity = await identities.of(credential)
  return 'device' in identity && inboxes.has(identity.device) ? identity : undefined
}

async function proxyForDevice(exchange: Exchange, { device, owner }: Identity, terms: ProxiedSync): Promise<void> {
  const { response } = exchange
  const reader = terms.inboxes.arrive(device, exchange.query.get('since') ?? undefined)
  const hold = terms.held.hold(owner)
  hold.attach({ left_bytes: () => pendingBytes(exchange), drop: () => abandon(exchange) })
  response.once('close', hold.end)
  reader.asking()
  try {
    await passThrough(exchange, { reader, hold }, terms)
  } finally {
    reader.leave()
  }
}

async function passThrough(exchange: Exchange, { reader, hold }: ForDevice, terms: ProxiedSync): Promise<void> {
  const { upstream, limits, max_bytes } = terms
  const answered = await passedOn(exchange, terms, { replaced: { 'accept-encoding': 'identity' }, body_timeout_ms: BODY_STALL_MS })
  if (answered === undefined) return
  const bytes = await contentOf(answered, upstream, max_bytes, hold).catch(() => undefined)
  if (bytes === 'no room') {
    exchange.server.parts.refuse(exchange, 503, 'the gateway has no room for the response now', [['Retry-After', '5']])
    return
  }
  if (bytes === undefined) {
    exchange.server.parts.refuse(exchange, 502, 'the response of the homeserver broke off, or is too large')
    return
  }
  const response = answered.statusCode === 200 ? await readSyncResponse(bytes) : undefined
  const content = response === undefined ? bytes : withMessages(response, reader.take(response.to_device, response.next_batch))
  writeHead(exchange, answered.statusCode, { ...passedBack(answered.headers), 'content-length': String(content.length) })
  watchDownload(
    exchange,
    () => content.length,
    limits,
    () => abandon(exchange),
  )
  exchange.response.end(content)
}

interface ForDevice {
  readonly reader: Reader
  readonly hold: Hold
}
