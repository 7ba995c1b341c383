import type { Config } from '../schemas/index.js'
import type { Listening } from './profiles.js'

/** The hooks of an embedded server with a control port. */
export const controlHooks = ({ url, controlUrl = '' }: Listening): NonNullable<Config['hooks']> => ({
  restart: { url: `${controlUrl}/restart` },
  stop: { url: `${controlUrl}/stop` },
  fail: { url: `${controlUrl}/fail` },
  metrics: { url: `${url}/metrics`, open_streams: 'ssespec_reference_streams_open' },
})
