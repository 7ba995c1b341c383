// The publisher of all scripts; it also runs alone in its own process (`k6 run -e PUBLISH=… load/k6/scripts/publish.js`).
//
//   PUBLISH                JSON: { "url", "method": "POST", "headers": {}, "body" }; placeholders {{source}}, {{target}}, {{seq}}, {{run}},
//                          {{marker}} and {{data}} (the marker, padded). `body` is a text, or an object with placeholders in its strings
//   SOURCES=["default"]    JSON: names (a-z0-9-), or { "name", "target" } if the server uses another name
//   RATE=1                 publications per second, over all sources
//   PAYLOAD_BYTES=0        what {{data}} is padded to
//   PUBLISHERS=16          concurrent requests; those of one source are sent in sequence
//   RUN=k6, DURATION=30s, INSECURE, SEGMENTS and RESULT as in settings.js; with several segments, each publishes its part of the sources

import { Publisher } from 'k6/x/eventsource'
import { duration, publishing } from './settings.js'

export { handleSummary } from './settings.js'

export const options = { scenarios: { publish: publishing(true) } }

const env = __ENV

export async function publish() {
  const publisher = new Publisher({
    ...JSON.parse(env.PUBLISH),
    sources: JSON.parse(env.SOURCES ?? '["default"]'),
    ratePerSecond: Number(env.RATE ?? 1),
    payloadBytes: Number(env.PAYLOAD_BYTES ?? 0),
    connections: Number(env.PUBLISHERS ?? 16),
    tls: { insecure: env.INSECURE === '1' },
    run: env.RUN || 'k6',
  })
  await publisher.publish(duration)
}
