/** A real homeserver with the gateway in front of it, as a user starts both. */

import type { Config } from '../../schemas/index.js'
import { startSsespec } from '../cli/ssespec.js'
import { startUpstream, type UpstreamName } from './upstream.js'

export interface Gateway {
  readonly url: string
  readonly upstream_url: string
  readonly config: Config & { url: string }
  stop(): Promise<void>
}

const hooksOf = (control: string, url: string): NonNullable<Config['hooks']> => ({
  restart: { url: `${control}/restart` },
  stop: { url: `${control}/stop` },
  fail: { url: `${control}/fail` },
  metrics: { url: `${url}/metrics`, open_streams: 'ssespec_reference_streams_open' },
})

export const startGateway = async (name: UpstreamName): Promise<Gateway> => {
  const upstream = await startUpstream(name)
  const served = startSsespec(['serve', '--upstream', upstream.url, '--port', '0', '--control'])
  const [, url = ''] = await served.says(/Gateway +(\S+) /)
  const [, control = ''] = await served.says(/Control +POST (\S+)\/stop/)
  return {
    url,
    upstream_url: upstream.url,
    config: { url, profile: 'matrix', hooks: hooksOf(control, url) },
    stop: async () => {
      served.signal('SIGTERM')
      await served.ended
      await upstream.stop()
    },
  }
}
