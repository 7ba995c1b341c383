/** The parts of the transparent hop, each a decision that a real proxy may get wrong. A fault replaces some. */

import type { IncomingMessage, ServerResponse } from 'node:http'

export type Fields = readonly (readonly [name: string, value: string])[]

/** A request as it is forwarded. */
export interface Forwarded {
  readonly method: string
  readonly target: string
  readonly fields: Fields
}

/** A response head as it is forwarded. */
export interface Answered {
  readonly status: number
  readonly fields: Fields
}

/** Takes content, in the order in which it is sent. */
export interface Content {
  push(bytes: Buffer): void
  end(): void
}

/** A request that is being forwarded. */
export interface Upstream {
  onResponse(take: (response: IncomingMessage) => void): void
  end(): void
  /** Closes its connection. */
  leave(): void
}

export interface HopParts {
  /** The fields that are forwarded, of a request or a response. */
  forwardable(fields: Fields): Fields
  request(forwarded: Forwarded): Forwarded
  response(answered: Answered): Answered
  /** What passes the content on to the client. */
  content(client: Content, forwarded: Forwarded): Content
  /** Sends the response head now. What it returns is called before each piece of content. */
  headWith(send: () => void): () => void
  /** The client has left. */
  clientLeft(upstream: Upstream): void
  /** The origin's connection ended within the message. */
  cut(client: ServerResponse, content: Content): void
  /** Opens the connection to the origin, or answers in its place. */
  connect(forwarded: Forwarded, open: (forwarded: Forwarded) => Upstream): Upstream
}

/** Fields that belong to one connection (RFC 9110 §7.6.1). */
const OF_CONNECTION = new Set(['connection', 'proxy-connection', 'keep-alive', 'te', 'transfer-encoding', 'upgrade'])

export const cleanParts: HopParts = {
  forwardable: fields => {
    const named = fields
      .filter(([name]) => name.toLowerCase() === 'connection')
      .flatMap(([, value]) => value.toLowerCase().split(/\s*,\s*/))
    return fields.filter(([name]) => !OF_CONNECTION.has(name.toLowerCase()) && !named.includes(name.toLowerCase()))
  },
  request: forwarded => forwarded,
  response: answered => answered,
  content: client => client,
  headWith: send => {
    send()
    return () => {}
  },
  clientLeft: upstream => upstream.leave(),
  cut: client => void client.destroy(),
  connect: (forwarded, open) => open(forwarded),
}
