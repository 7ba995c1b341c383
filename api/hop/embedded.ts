import { startHop } from '../../reference/index.js'
import type { EmbeddedServer } from '../profiles.js'
import { freePort } from './free-port.js'

const HOST = '127.0.0.1'

/** The transparent hop. ssespec's origin listens where it forwards to. */
export const embeddedHop: EmbeddedServer = {
  start: async ({ fault }) => startHop({ origin: { host: HOST, port: await freePort(HOST) }, ...(fault === undefined ? {} : { fault }) }),
  configuration: ({ url, forwardsTo = '' }) => ({ profile: 'hop', url: `${url}/`, hop: { origin: forwardsTo } }),
}
