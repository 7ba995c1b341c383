import { scenario } from '../../scenario.js'
import { begins } from '../begins.js'

const INJECTED = '%0d%0aX-Ssespec-Injected:%20yes%0d%0a'
const parameters = ['heartbeat_interval', 'filter', 'set_presence', 'full_state']

/** SEC-12b, SEC-12c, SEC-12e: stream parameters that contain a line break and a field. */
export const hostileParameters = scenario(
  'hostile-parameters',
  { says: 'Send parameters that contain line breaks and fields.', kind: 'quiet', needs: ['homeserver'] },
  async ({ probe }) => {
    const streams = await Promise.all(
      parameters.map(name => probe(name, { query: { [name]: null }, target: usual => `${usual}&${name}=1${INJECTED}` })),
    )
    await Promise.all(streams.map(begins))
  },
)
