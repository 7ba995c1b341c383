/** GET /poll/<channel>?since=ID&timeout=MS: the events after an id; if there are none, the response waits for one. */

import { admitted } from '../authenticate.js'
import { type Channel, eventAt, oldestKept } from '../channel.js'
import { answer, type Exchange } from '../exchange.js'
import type { Field } from '../head.js'
import type { Server } from '../parts.js'
import { channelInPath } from './channel-name.js'
import { messagesOf } from './messages.js'

/** A client that is far behind gets the rest with its next polls. */
const MOST_EVENTS = 1_000

const DEFAULT_TIMEOUT_MS = 30_000
const LONGEST_TIMEOUT_MS = 600_000

/** `{"next_batch": ID, "events": [{"id","event","data"}]}`. Without `since`, returns immediately with the newest id and no events. */
export function answerPoll(exchange: Exchange): void {
  const { query, server } = exchange
  if (!admitted(exchange)) return
  const channel = channelInPath(exchange)
  if (channel === undefined) return
  const timeout_ms = timeoutOf(query.get('timeout'))
  if (timeout_ms === undefined) {
    server.parts.refuse(exchange, 400, `timeout is a whole number of milliseconds up to ${LONGEST_TIMEOUT_MS}`)
    return
  }
  const since = query.get('since')
  const position = since === null ? channel.newest : positionSince(since, channel, server)
  if (position === undefined) server.parts.refuse(exchange, 400, 'since is no next_batch of this channel: poll without it to start anew')
  else if (since === null || timeout_ms === 0 || position < channel.newest || server.stopping) answerEvents(exchange, channel, position)
  else hold(exchange, channel, position, timeout_ms)
}

function timeoutOf(value: string | null): number | undefined {
  if (value === null) return DEFAULT_TIMEOUT_MS
  return /^\d{1,6}$/.test(value) && Number(value) <= LONGEST_TIMEOUT_MS ? Number(value) : undefined
}

/** The id of the position before a channel's first event. */
function idOfStart({ epoch }: Server): string {
  return `${epoch}-0`
}

function positionSince(since: string, channel: Channel, server: Server): number | undefined {
  if (since === idOfStart(server)) return 0
  return server.parts.positionOf(since, channel, server)
}

function hold(exchange: Exchange, channel: Channel, position: number, timeout_ms: number): void {
  const { response } = exchange
  const leave = () => {
    clearTimeout(timer)
    channel.polls.delete(say)
    response.off('close', leave)
  }
  const say = () => {
    leave()
    answerEvents(exchange, channel, position)
  }
  const timer = setTimeout(say, timeout_ms)
  channel.polls.add(say)
  response.once('close', leave)
}

/** Does not wait for events that have left the replay buffer, as with a stream that resumes. */
function answerEvents(exchange: Exchange, channel: Channel, position: number): void {
  const { server } = exchange
  const first = Math.max(position + 1, oldestKept(channel))
  const last = Math.min(channel.newest, first + MOST_EVENTS - 1)
  const messages: Buffer[] = []
  for (let at = first; at <= last; at += 1) {
    const event = eventAt(channel, at)
    if (event !== undefined) messages.push(...messagesOf(event.piece))
  }
  const next_batch = eventAt(channel, Math.max(last, position))?.id ?? idOfStart(server)
  const fields: Field[] = [
    ['Content-Type', 'application/json'],
    ['Cache-Control', 'no-store'],
    ...server.parts.cors(exchange, 'answer'),
    // No further requests are read from this connection.
    ...(server.stopping && exchange.version !== '2' ? ([['Connection', 'close']] as const) : []),
  ]
  answer(exchange, 200, fields, contentOf(next_batch, messages))
}

const COMMA = Buffer.from(',')

function contentOf(next_batch: string, messages: readonly Buffer[]): Buffer {
  const listed = messages.flatMap((message, index) => (index === 0 ? [message] : [COMMA, message]))
  return Buffer.concat([Buffer.from(`{"next_batch":${JSON.stringify(next_batch)},"events":[`), ...listed, Buffer.from(']}\n')])
}
