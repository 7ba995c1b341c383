// Long polling with a chained token, as Matrix's /sync:
//   k6 run -e 'URL=https://homeserver/_matrix/client/v3/sync?timeout=30000' -e 'HEADERS={"Authorization":"Bearer …"}' load/k6/scripts/longpoll.js
//
// The environment of settings.js and publish.js, and:
//   SINCE=since            the query parameter for the token; the first request is sent without it
//   NEXT=next_batch        where the response has it (a gjson path)
//   KEEPALIVE=1            0: a connection for each request
//   ANSWER=60s             how long a response may take: longer than the poll's own timeout

import { LongPolls } from 'k6/x/eventsource'
import { polls } from './polls.js'
import { held, scenarios, url } from './settings.js'

export { publish } from './publish.js'
export { handleSummary } from './settings.js'

export const options = { scenarios }

export async function hold() {
  await new LongPolls(url(), polls).hold(held)
}
