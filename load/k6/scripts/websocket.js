// WebSockets, where each message is an event: k6 run -e URL=ws://127.0.0.1:8099/socket load/k6/scripts/websocket.js
//
// The environment of settings.js and publish.js.

import { WebSockets } from 'k6/x/eventsource'
import { clients, held, scenarios, url } from './settings.js'

export { publish } from './publish.js'
export { handleSummary } from './settings.js'

export const options = { scenarios }

export async function hold() {
  await new WebSockets(url(), clients).hold(held)
}
