// Event streams: k6 run -e URL=http://127.0.0.1:8099/events load/k6/scripts/streams.js
//
// The environment of settings.js and publish.js, and:
//   LAST_EVENT_ID          the Last-Event-ID that streams start with
//   RETRY=1s               the reconnection time until the server gives one
//   SLOW_EVERY=0           every n-th client is slow,
//   SLOW_BYTES_PER_SECOND=1000

import { EventSources } from 'k6/x/eventsource'
import { clients, held, scenarios, url } from './settings.js'

export { publish } from './publish.js'
export { handleSummary } from './settings.js'

export const options = { scenarios }

const env = __ENV
const every = Number(env.SLOW_EVERY ?? 0)

export async function hold() {
  const streams = new EventSources(url(), {
    ...clients,
    lastEventId: env.LAST_EVENT_ID ?? '',
    retry: env.RETRY ?? '1s',
    ...(every > 0 && { slowReader: { every, bytesPerSecond: Number(env.SLOW_BYTES_PER_SECOND ?? 1000) } }),
  })
  await streams.hold(held)
}
