import { defined, type Published } from '../schemas/index.js'
import type { HookAnswer, HookCaller } from './hooks.js'
import type { Masking } from './masking.js'
import type { TokenOwner } from './matrix/account.js'
import { createMatrixVenue, type MatrixVenue } from './matrix/venue.js'
import type { Recording } from './recording.js'
import type { Target } from './target.js'

/** How scenarios use a target: the request for a channel's stream, and how to publish on it. */
export interface Venue {
  /** Setup before a scenario begins, which may take time and is not judged. */
  prepare(scenario: string, channel: string): Promise<void>
  /** `target`: the final address after redirects. */
  ticketOf(target: Target, scenario: string, channel: string): Promise<Ticket>
  /** `published`: the payload that carries the marker, if several were needed. */
  publish(scenario: string, channel: string, published: Published): Promise<{ answer: HookAnswer; published: Published }>
  readonly matrix: MatrixVenue | undefined
  close(): Promise<void>
}

/** What a request for a channel's stream contains. */
export interface Ticket {
  readonly url: string
  readonly token?: string
  /** On a homeserver: the user that the token belongs to. */
  readonly owner?: TokenOwner
}

export interface VenuePlan {
  readonly target: Target
  readonly recording: Recording
  readonly hooks: HookCaller
  readonly masking: Masking
  readonly signal: AbortSignal
}

/** Any event stream server: the channel is part of the URL, and a hook publishes. */
const createHookVenue = ({ target: { hooks: configured }, hooks }: VenuePlan): Venue => ({
  prepare: async () => {},
  ticketOf: async (target, _scenario, channel) => ({
    url: target.url.replaceAll('{{channel}}', encodeURIComponent(channel)),
    ...defined({ token: target.token }),
  }),
  publish: async (_scenario, channel, published) => {
    const hook = configured.publish
    const answer =
      hook === undefined ? { ok: false, reason: 'there is no publish hook' } : await hooks.call(hook, { ...published, channel })
    return { answer, published }
  },
  matrix: undefined,
  close: () => hooks.close(),
})

/** A homeserver: a channel is a user with their own room, and payloads are messages. */
const createHomeserverVenue = (plan: VenuePlan, matrix: MatrixVenue): Venue => ({
  prepare: async (scenario, channel) => {
    await matrix.homeOf(scenario, channel)
  },
  ticketOf: async ({ url }, scenario, channel) => {
    const { member } = await matrix.homeOf(scenario, channel)
    // Tokens are never sent to another origin.
    const isOwn = new URL(url).origin === new URL(plan.target.url).origin
    return { url, ...(isOwn ? { token: member.access_token, owner: member } : {}) }
  },
  publish: async (scenario, channel, published) => {
    const { filler: _sentBefore, ...message } = published
    return { answer: await matrix.publish(scenario, channel, published), published: message }
  },
  matrix,
  close: async () => {
    await Promise.all([matrix.close(), plan.hooks.close()])
  },
})

export const createVenue = (plan: VenuePlan): Venue => {
  const matrix = createMatrixVenue(plan)
  return matrix === undefined ? createHookVenue(plan) : createHomeserverVenue(plan, matrix)
}
