import { scenario } from '../scenario.js'
import { begins } from './begins.js'

const INJECTED = '%0d%0aX-Ssespec-Injected:%20yes%0d%0a'

/** SEC-12, SEC-12d, SEC-16: a query that splits headers or stream lines if copied there, a path that cannot be decoded, and an unknown path. */
export const parameters = scenario(
  'parameters',
  { says: 'Request hostile parameters and paths.', kind: 'quiet', needs: ['endless'] },
  async ({ probe, marker }) => {
    const added = (usual: string) => `${usual}${usual.includes('?') ? '&' : '?'}ssespec=${INJECTED}`
    const within = (usual: string) => usual.replace(marker, `${marker}${INJECTED}`)
    const streams = await Promise.all([
      probe('query', { target: added }),
      probe('channel', { target: within }),
      probe('undecodable', { target: usual => usual.replace(/(?=\?|$)/, '/%E0%A4%A') }),
      probe('undecodable-query', { target: usual => `${usual}${usual.includes('?') ? '&' : '?'}ssespec=%E0%A4%A` }),
      probe('no-such-path', { target: usual => usual.replace(/(?=\?|$)/, '/ssespec-no-such-path') }),
    ])
    await Promise.all(streams.map(begins))
  },
)
