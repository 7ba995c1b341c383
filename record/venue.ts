import type { Published } from '../schemas/index.js'
import type { HookAnswer, HookCaller } from './hooks.js'
import type { Masking } from './masking.js'
import type { TokenOwner } from './matrix/account.js'
import { createMatrixVenue, type MatrixVenue } from './matrix/venue.js'
import type { Recording } from './recording.js'
import type { Target } from './target.js'

/** How scenarios drive a target: what a stream of a channel is asked for with, and how something is published on it. */
export interface Venue {
  /** What has to be there before a scenario begins, takes time, and is not judged. */
  prepare(scenario: string, channel: string): Promise<void>
  /** `target`: where it was reached, which a redirect may have led to. */
  ticketOf(target: Target, scenario: string, channel: string): Promise<Ticket>
  /** `published`: what the one payload with the marker is, where more than one was needed. */
  publish(scenario: string, channel: string, published: Published): Promise<{ answer: HookAnswer; published: Published }>
  readonly matrix: MatrixVenue | undefined
  close(): Promise<void>
}

/** What a stream of a channel is asked for with. */
export interface Ticket {
  readonly url: string
  readonly token?: string
  /** Whose token it is, on a homeserver. */
  readonly owner?: TokenOwner
}

export interface VenuePlan {
  readonly target: Target
  readonly recording: Recording
  readonly hooks: HookCaller
  readonly masking: Masking
  readonly signal: AbortSignal
}

/** Any server of event streams: the channel stands in its URL, and a hook publishes. */
const createHookVenue = ({ target: { hooks: configured }, hooks }: VenuePlan): Venue => ({
  prepare: async () => {},
  ticketOf: async (target, _scenario, channel) => ({
    url: target.url.replaceAll('{{channel}}', encodeURIComponent(channel)),
    ...(target.token === undefined ? {} : { token: target.token }),
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

/** A homeserver: a channel is a user with a room of its own, and its messages are what is published. */
const createHomeserverVenue = (plan: VenuePlan, matrix: MatrixVenue): Venue => ({
  prepare: async (scenario, channel) => {
    await matrix.homeOf(scenario, channel)
  },
  ticketOf: async ({ url }, scenario, channel) => {
    const { member } = await matrix.homeOf(scenario, channel)
    // No token goes to another origin.
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
