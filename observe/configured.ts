import type { Config, Observation, RecordingHeader } from '../schemas/index.js'

/** The only scenario of a capture. */
export const CAPTURE = 'capture'

const configured = (header: RecordingHeader): Config => header.configuration as Config

/** How the recording's payloads were published, if by a hook. */
export const publishHookOf = (header: RecordingHeader): NonNullable<Config['hooks']>['publish'] => configured(header).hooks?.publish

export const requestedOf = (header: RecordingHeader, has: Partial<Observation['requested']>): Observation['requested'] => {
  const { heartbeat_interval_s, token, request, url, hooks, headers } = configured(header)
  return {
    token: token !== undefined,
    ...(Object.keys(headers ?? {}).some(name => name.toLowerCase() === 'cookie') ? { cookie: true } : {}),
    request: request !== undefined,
    capture: header.scenarios.includes(CAPTURE),
    publish: hooks?.publish !== undefined,
    channels: (url ?? '').includes('{{channel}}'),
    ...(heartbeat_interval_s === undefined ? {} : { heartbeat_interval_s, heartbeat_interval_ms: heartbeat_interval_s * 1000 }),
    ...has,
  }
}

export const tolerances = (header: RecordingHeader): Pick<Observation, 'tolerance' | 'tolerance_ms'> => {
  const { tolerance } = configured(header)
  return {
    tolerance_ms: tolerance?.heartbeat_ms ?? 250,
    tolerance: { head_ms: tolerance?.head_ms ?? 1000, delivery_ms: tolerance?.delivery_ms ?? 1000 },
  }
}
