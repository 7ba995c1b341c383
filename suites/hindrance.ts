import type { ErrorObject } from 'ajv'
import { type Delivery, type Followed, type Observation, pointerNames } from '../schemas/index.js'

/** Why a situation was not observed. */
export interface Hindrance {
  readonly why: string
  /** True if the reason says nothing about the target, such as a hook that never worked or a stopped run. A hook that refused only one payload does. */
  readonly decisive: boolean
}

/** Facts that exist only if something was published. */
const BY_PUBLISHING = /^\/(deliveries|fates|delivered|undelivered|events|resume|browsers|framing\/(bytes|ids))(\/|$)|\/resumed$/

/** The path of the fact that an error is about. */
const pathOf = ({ instancePath, keyword, params }: ErrorObject): string =>
  keyword === 'required' ? `${instancePath}/${params.missingProperty}` : instancePath

const failed = (hook: string, reason: string | undefined): string => `the ${hook} hook failed${reason === undefined ? '' : `: ${reason}`}`

const part = (path: string, room: string): string | undefined => {
  const [first, second] = pointerNames(path)
  return first === room ? second : undefined
}

/** The failed publication behind these facts. If the paths name none, the scenario's first, provided that all of its publications failed. */
const failedDelivery = ({ deliveries }: Observation, paths: readonly string[]): Delivery | undefined => {
  const named = paths.map(path => deliveries[part(path, 'deliveries') ?? '']).find(delivery => delivery?.accepted === false)
  const all = Object.values(deliveries)
  return named ?? (all.every(({ accepted }) => !accepted) ? all[0] : undefined)
}

const publishing = (observation: Observation, paths: readonly string[]): Hindrance | undefined => {
  const whole = observation.publishing
  if (whole === undefined || !paths.some(path => BY_PUBLISHING.test(path))) return undefined
  const never = whole.accepted === 0
  const delivery = failedDelivery(observation, paths)
  if (delivery !== undefined) return { why: failed('publish', delivery.reason), decisive: never || delivery.status === undefined }
  return never ? { why: failed('publish', whole.reason), decisive: true } : undefined
}

/** Why a payload could not be judged: late, lost and ended are different facts. */
const FATES: Readonly<Record<Delivery['fate'], (delivery: Delivery) => string | undefined>> = {
  arrived: () => undefined,
  refused: ({ reason }) => failed('publish', reason),
  lost: () => 'it was lost: an event published later arrived',
  held: ({ watched_ms = 0 }) => `no event arrived for ${(watched_ms / 1000).toFixed(1)} s`,
  ended: () => 'the server ended the stream',
  unreadable: () => 'the chunked coding is malformed, so what follows could not be read',
  left: () => 'ssespec closed the stream first',
  unheard: () => 'no stream was open',
}

const fated = ({ deliveries }: Observation, paths: readonly string[]): Hindrance | undefined => {
  for (const path of paths) {
    const name = part(path, 'deliveries')
    // If not even the plain event before it arrived, the payload was never published.
    const [told, delivery] = name !== undefined && deliveries[name] !== undefined ? [name, deliveries[name]] : ['before', deliveries.before]
    const why = name === undefined || delivery === undefined ? undefined : FATES[delivery.fate](delivery)
    if (why !== undefined) return { why: `“${told}”: ${why}`, decisive: false }
  }
  return undefined
}

/** Facts about a homeserver that exist only if its streams reported what happened on it. */
const BY_FOLLOWING =
  /^\/(followed|filled|beside_polling|compared|chains)(\/|$)|^\/exchanges\/[^/]+(\/(sync|events|resumed|after_call|first_event)(\/|$)|$)/

/** Why a stream did not catch up with /sync. */
const LAST: Readonly<Record<Followed['fate'], string | undefined>> = {
  arrived: undefined,
  refused: 'the stream was refused',
  held: 'it did not catch up with /sync',
  ended: 'the server ended the stream',
  unreadable: 'the chunked coding is malformed, so what follows could not be read',
  left: 'ssespec closed the stream first',
}

/** For a homeserver: the stream that fell silent or ended, so that the rest cannot be judged. */
const unfollowed = ({ followed, deliveries, exchanges }: Observation, paths: readonly string[]): Hindrance | undefined => {
  if (followed === undefined || !paths.some(path => BY_FOLLOWING.test(path))) return undefined
  const streams = Object.values(exchanges).filter(({ role, stream }) => role === 'stream' && stream)
  const names = paths.flatMap(path => part(path, 'followed') ?? [])
  const empty = streams.filter(({ events, left }) => events === 0 && left !== 'cut')
  const silent = empty.find(({ client }) => names.includes(client)) ?? empty[0]
  if (silent !== undefined) return { why: `the stream “${silent.label}” sent no event`, decisive: false }
  for (const name of names) {
    const { fate = 'arrived', watched_ms = 0 } = followed[name] ?? {}
    const why = LAST[fate]
    const waited = fate === 'held' ? ` within ${(watched_ms / 1000).toFixed(1)} s` : ''
    if (why !== undefined) return { why: `“${name}”: ${why}${waited}`, decisive: false }
  }
  for (const [name, delivery] of Object.entries(deliveries)) {
    const why = FATES[delivery.fate](delivery)
    if (why !== undefined) return { why: `“${name}”: ${why}`, decisive: false }
  }
  const ended = streams.find(({ end }) => end?.prompted === false)
  return ended === undefined ? undefined : { why: `the server ended the stream “${ended.label}”`, decisive: false }
}

/** Failures of the hooks that restart, stop or break the server, and of the one that reads its metrics. */
const otherHook = ({ hooks, metrics }: Observation, paths: readonly string[]): Hindrance | undefined => {
  const [name, hook] = Object.entries(hooks).find(([, { ok }]) => !ok) ?? []
  if (name !== undefined && paths.some(path => /^\/hooks\/|\/end$/.test(path))) return { why: failed(name, hook?.reason), decisive: true }
  const { reason } = Object.values(metrics).find(one => one.reason !== undefined) ?? {}
  const counted = paths.some(path => path.startsWith('/metrics/'))
  return counted && reason !== undefined ? { why: failed('metrics', reason), decisive: true } : undefined
}

/** Why the facts behind these errors are missing, if the server is not the reason. Facts under `requested` come from the configuration and are never missing. */
export const hindranceOf = (observation: Observation, errors: readonly ErrorObject[]): Hindrance | undefined => {
  const paths = errors.map(pathOf).filter(path => !path.startsWith('/requested/'))
  if (paths.length === 0) return undefined
  if (observation.stopped) return { why: 'the run was stopped', decisive: true }
  return otherHook(observation, paths) ?? publishing(observation, paths) ?? fated(observation, paths) ?? unfollowed(observation, paths)
}
