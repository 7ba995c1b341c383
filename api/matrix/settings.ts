import type { Target } from '../../record/index.js'
import type { Config } from '../../schemas/index.js'
import { ConfigurationError } from '../configuration-error.js'
import { urlOf } from '../hook-url.js'

const STREAM_PATH = '/_matrix/client/v3/sync/sse'
/** What a homeserver is asked for if no interval is configured. */
export const INTERVAL_S = 1
// Enough that a burst between two responses makes no gap; servers may cap it.
const STREAM_FILTER = JSON.stringify({ room: { timeline: { limit: 100 } } })

/**
 * Where a homeserver has its stream. Throws ConfigurationError for a `path` that resolves to another host (`//host`, `/\host`): requests for the
 * stream carry the accounts' tokens.
 */
const streamOf = ({ url, path = STREAM_PATH, stream_url }: Config & { url: string }): URL => {
  if (stream_url !== undefined) return new URL(stream_url)
  const stream = new URL(path, url)
  const { origin, host } = new URL(url)
  if (stream.origin !== origin)
    throw new ConfigurationError(
      `path ${JSON.stringify(path)} leads to ${stream.host} instead of ${host}. For a stream on another server, set stream_url.`,
    )
  return stream
}

/** Its stream next to its API, and accounts. */
export const homeserverSettings = (config: Config & { url: string }): Pick<Target, 'url' | 'homeserver'> => {
  const { url, accounts, registration } = config
  const stream = streamOf(config)
  stream.searchParams.set('heartbeat_interval', String(config.heartbeat_interval_s ?? INTERVAL_S))
  stream.searchParams.set('filter', STREAM_FILTER)
  const registered =
    typeof registration === 'object' ? { by: 'shared-secret' as const, secret: registration.shared_secret } : { by: 'open' as const }
  return {
    url: stream.href,
    homeserver: { base_url: url, registration: accounts === undefined ? registered : { by: 'accounts', accounts } },
  }
}

export const homeserverUrls = (config: Config & { url: string }): readonly (string | undefined)[] => [
  config.url,
  streamOf(config).href,
  urlOf(config.hooks?.metrics),
]
