/** What a quick run over a homeserver does not show, as a good one would. */

import type { CallSeen, Filled, Observation, Sync, SyncDifference } from '../../schemas/index.js'
import { at, observation, oneExchange, response } from './observations.js'

const sync: Sync = {
  count: 1,
  responses: [],
  not_json: [],
  named: [],
  mismatched: [],
  without_next_batch: [],
  without_id: [],
  ids_without_sync: [],
  empty: [],
}

/** An invite, in the first response: of a longer stream only those are changed. */
const invite = {
  next_batch: 'a',
  rooms: {
    invite: {
      '!theirs:test': {
        invite_state: { events: [{ type: 'm.room.name', sender: '@a:test', state_key: '', content: { name: 'theirs' } }] },
      },
    },
  },
}
const invited_at = at('successive-syncs-1')
export const INVITED: Observation = {
  ...oneExchange('successive-syncs', 'stream', {
    sync: { ...sync, responses: [{ data: invite, at: invited_at }] },
    at: invited_at,
  }),
  chain_responses: { client: [{ data: invite, at: invited_at }] },
}

const same: SyncDifference = { chain: 100, missing: [], extra: [], repeated: [], reordered: [] }

const largeSync = (scenario: string): Observation => ({
  ...oneExchange(scenario, 'stream', { sync, at: at(`${scenario}-1`) }),
  compared: { client: { timeline: same, contents: same } },
  followed: { client: { fate: 'arrived', skipped: [], lost: [], at: at(`${scenario}-1`) } },
})

const filled = (published: number, more: Partial<Filled>): Filled => ({
  published,
  on_stream: published,
  by_messages: 0,
  gaps: 0,
  cuts: 0,
  lost: [],
  held: [],
  repeated: [],
  reordered: [],
  ...more,
})

const refused = response('storm-101', { status: 429, errcode: 'M_LIMIT_EXCEEDED', fields: { 'retry-after': ['5'] } })

const presence = (answered: string): CallSeen => ({
  status: 200,
  answer: { presence: answered },
  at: at('presence'),
})

export const matrixByHand: readonly Observation[] = [
  largeSync('sync-of-8-mib'),
  largeSync('sync-of-32-mib'),
  observation('many-random-cuts', { filled: filled(10_000, { cuts: 200 }) }),
  observation('slow-reader', { filled: filled(131, { on_stream: 79, by_messages: 52, gaps: 1 }) }),
  oneExchange('storm', '101', { stream: false, response: refused }),
  observation('presence-after-disconnect', { calls: { 'while open': presence('online'), 'after the cut': presence('offline') } }),
  observation('to-device-queue', {
    calls: { sendToDevice: { status: 200, at: at('to-device-queue-1') } },
    metrics: { after: { more_memory_bytes: 1 << 20, at: at('to-device-queue-1') } },
  }),
]

/** An embedded homeserver has no initial sync that is slow. */
export const SLOW_INITIAL_SYNC = oneExchange('slow-initial-sync', 'full', {
  first_event: { late_ms: 1500, heartbeats_before: 2, at: at('slow-initial-sync-1') },
})
