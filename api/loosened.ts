import type { Config, Loosened, RecordingHeader } from '../schemas/index.js'
import { PROFILE_PARTS } from './profiles.js'
import { defaultTolerance } from './tolerance.js'

const NONE = 'none'

type Settings = Pick<Config, 'heartbeat_interval_s' | 'tolerance' | 'tls'>

/** Time limits above their defaults. A server that is too slow for the defaults passes them. */
const looseLimits = ({ heartbeat_interval_s, tolerance = {} }: Settings): Loosened[] =>
  Object.entries(defaultTolerance(heartbeat_interval_s)).flatMap(([name, usual]): Loosened[] => {
    const value = tolerance[name as keyof typeof tolerance] ?? usual
    return value > usual ? [{ setting: `tolerance.${name}`, value: String(value), default: String(usual), limit: true }] : []
  })

/** With a longer interval than the one that is asked for by default, fewer heartbeats are due. */
const longInterval = ({ heartbeat_interval_s }: Settings, usual: number | undefined): Loosened[] =>
  usual === undefined || heartbeat_interval_s === undefined || heartbeat_interval_s <= usual
    ? []
    : [{ setting: 'heartbeat_interval_s', value: String(heartbeat_interval_s), default: String(usual) }]

/**
 * Every setting of a recording that makes a verdict more lenient than the defaults would, with its value and the default. `only`: the families and
 * ids that were judged, if not all. Pure.
 */
export const loosenedSettings = ({ profile, configuration, baseline = [] }: RecordingHeader, only?: readonly string[]): Loosened[] => {
  const settings = configuration as Settings
  const insecure = settings.tls?.insecure ?? false
  return [
    ...looseLimits(settings),
    ...longInterval(settings, PROFILE_PARTS[profile].default_interval_s),
    ...(insecure ? [{ setting: 'tls.insecure', value: 'true', default: 'false' }] : []),
    ...(only === undefined ? [] : [{ setting: 'only', value: only.join(', '), default: NONE }]),
    ...(baseline.length === 0
      ? []
      : [{ setting: 'baseline', value: `${baseline.length} expected ${baseline.length === 1 ? 'failure' : 'failures'}`, default: NONE }]),
  ]
}
