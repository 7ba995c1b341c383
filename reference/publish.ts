/** POST /publish: one event for one channel. */

import { randomBytes } from 'node:crypto'
import { admitted } from './authenticate.js'
import { type Channel, createChannel, keep, wakePolls } from './channel.js'
import { answerJson, type Exchange, fieldValues } from './exchange.js'
import { channelNamed, DEFAULT_CHANNEL, refuseChannel } from './open-stream.js'
import type { Server } from './parts.js'
import { pieceOf } from './piece.js'

export interface Publication {
  readonly channel: string
  readonly data: string
  readonly event: string | undefined
  readonly id: string | undefined
}

export async function answerPublish(exchange: Exchange): Promise<void> {
  const { server } = exchange
  const { parts } = server
  if (!admitted(exchange)) return
  const content = await contentOf(exchange, server.settings.max_publish_bytes)
  const publication = content === undefined ? undefined : publicationIn(content)
  if (publication === undefined) parts.refuse(exchange, 413, 'the content is too large', closing(exchange))
  else if (typeof publication === 'string') parts.refuse(exchange, 400, publication)
  else await answerPublication(exchange, publication)
}

async function answerPublication(exchange: Exchange, publication: Publication): Promise<void> {
  const { server } = exchange
  const { parts, peers } = server
  const problem = parts.problemWith(publication)
  const channel = problem === undefined ? channelNamed(publication.channel, server) : undefined
  if (problem !== undefined) parts.refusePublication(exchange, publication, problem)
  else if (channel === undefined) refuseChannel(exchange)
  else {
    const named = { ...publication, channel: channel.name }
    const id = peers === undefined ? parts.publish(named, server) : await peers.publish(named)
    answerJson(exchange, 200, parts.cors(exchange, 'answer'), { id })
  }
}

export function refusePublication(exchange: Exchange, _publication: Publication, problem: string): void {
  exchange.server.parts.refuse(exchange, 400, problem)
}

/** Stores the event under its id and passes it to the open streams. Resolves to the id. */
export function publish(publication: Publication, server: Server): string {
  const channel = channelOf(publication, server)
  const id = publication.id ?? server.parts.identify(channel, server)
  const position = channel.newest + 1
  const bytes = server.parts.encodeEvent({ id, name: publication.event, data: publication.data, position }, server)
  const piece = pieceOf('event', bytes, server.parts.chunkSize)
  keep(channel, { position, id, piece }, publication.id !== undefined, server.settings)
  server.counters.events_published += 1
  server.parts.fanOut(channel, server)
  wakePolls(channel)
  return id
}

/** Created if needed. The process that received the publication has checked that there is room for another, and every process follows it. */
function channelOf({ channel }: Publication, { channels }: Server): Channel {
  const found = channels.get(channel) ?? createChannel(channel)
  channels.set(channel, found)
  return found
}

/** Random, so that ids from an earlier start of the server are recognized as unknown. */
export function newEpoch(): string {
  return randomBytes(6).toString('hex')
}

/** An id is a position, not a time: clocks are set back, and two events may share a tick. */
export function identify(channel: Channel, server: Server): string {
  return `${server.epoch}-${channel.newest + 1}`
}

const CONTROL = /[\u0000-\u001f\u007f]/

/** Why this cannot be sent; undefined if it can. */
export function problemWith({ event, id }: Publication): string | undefined {
  // A line break in a field would start another field (§9.2.6).
  if (event !== undefined && CONTROL.test(event)) return '"event" holds a control character'
  // It is sent back as an HTTP field value (§9.2.4; RFC 9110 §5.5: no control characters, no leading or trailing whitespace).
  if (id !== undefined && CONTROL.test(id)) return '"id" holds a control character'
  if (id !== undefined && id.trim() !== id) return '"id" starts or ends with white space'
  if (id !== undefined && Buffer.byteLength(id) > 1024) return '"id" is over 1024 bytes'
  return undefined
}

/** The publication in the content; a string describes what is wrong with it. */
function publicationIn(content: Buffer): Publication | string {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content))
  } catch {
    return 'the content is not JSON in UTF-8'
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'the content is not a JSON object'
  const { channel, data, event, id } = value as { [key: string]: unknown }
  if (typeof data !== 'string') return '"data" is not a string'
  for (const [name, optional] of Object.entries({ channel, event, id })) {
    if (optional !== undefined && optional !== null && typeof optional !== 'string') return `"${name}" is not a string`
  }
  return { channel: text(channel) ?? DEFAULT_CHANNEL, data, event: text(event), id: text(id) }
}

/** An empty name equals no name. */
function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The whole content; undefined if it is over the limit. */
async function contentOf(exchange: Exchange, limit_bytes: number): Promise<Buffer | undefined> {
  if (Number(fieldValues(exchange, 'content-length')[0] ?? 0) > limit_bytes) return undefined
  const chunks: Buffer[] = []
  let length_bytes = 0
  for await (const chunk of exchange.request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length_bytes += chunk.length
    if (length_bytes > limit_bytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The rest of the content is not read, so HTTP/1 cannot reuse this connection. */
function closing(exchange: Exchange): ['Connection', 'close'][] {
  return exchange.version === '2' ? [] : [['Connection', 'close']]
}
