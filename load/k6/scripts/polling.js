// Polling at an interval. The URL must make the server respond without waiting:
//   k6 run -e 'URL=http://127.0.0.1:8099/poll/a?timeout=0' -e INTERVAL=5s load/k6/scripts/polling.js
//
// The environment of longpoll.js, and:
//   INTERVAL=5s            between the beginnings of two requests of a client

import { LongPolls } from 'k6/x/eventsource'
import { polls } from './polls.js'
import { held, scenarios, url } from './settings.js'

export { publish } from './publish.js'
export { handleSummary } from './settings.js'

export const options = { scenarios }

export async function hold() {
  await new LongPolls(url(), { ...polls, interval: __ENV.INTERVAL ?? '5s' }).hold(held)
}
