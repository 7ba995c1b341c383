import { type ReferenceOptions, startReference } from '../../reference/index.js'
import { controlHooks } from '../control-hooks.js'
import type { EmbeddedServer } from '../profiles.js'

const TOKEN = 'ssespec-embedded-reference-token'
const INTERVAL_S = 1
const MIB = 1 << 20

export const channelOptions: ReferenceOptions = {
  heartbeat_interval_s: INTERVAL_S,
  token: TOKEN,
  http2: true,
  control: true,
  // Small enough that a stalled reader is dropped within a run.
  max_buffered_bytes: 2 * MIB,
}

const authorised = { Authorization: `Bearer ${TOKEN}` }

export const embeddedChannels: EmbeddedServer = {
  start: options => startReference({ ...channelOptions, ...options }),
  configuration: listening => ({
    profile: 'sse',
    url: listening.oneChannel === true ? listening.streamUrl : `${listening.streamUrl}?channel={{channel}}`,
    token: TOKEN,
    heartbeat_interval_s: INTERVAL_S,
    hooks: {
      publish: {
        url: `${listening.url}/publish`,
        headers: authorised,
        body: { ...(listening.oneChannel === true ? {} : { channel: '{{channel}}' }), data: '{{data}}', event: '{{event}}', id: '{{id}}' },
      },
      ...controlHooks(listening),
    },
  }),
}
