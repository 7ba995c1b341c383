import { channelOf, defined, tool } from '../schemas/index.js'
import { createScenes } from './browser/scenes.js'
import { endpointOf } from './endpoint.js'
import { startExchange } from './exchange.js'
import { createThrough } from './hop/through.js'
import { readMetrics } from './metrics.js'
import { createPublish } from './publishing.js'
import { changeFields, type Field } from './request.js'
import type { Run } from './run-state.js'
import type { OpenOptions, Scenario, Stage, Stream } from './scenario.js'
import { hasChannels, type Target } from './target.js'
import { pause, whileOn } from './while-on.js'

const LIMIT_BYTES = 4 << 20
const GRACE_MS = 180_000
/** Many servers add a client to their subscribers only after the response headers were written. */
const SETTLES_MS = 50

const attemptName = ({ attempt }: Run, { name }: Scenario): string => (attempt === 1 ? name : `${name}-again-${attempt}`)

/** The header fields of an ordinary request for the stream. A configured field replaces a usual one. */
const usualFields = (
  url: URL,
  target: Target,
  token: string | undefined,
  { lastEventId, lastEventIdName = 'Last-Event-ID', scheme = 'Bearer' }: OpenOptions,
): Field[] => {
  const usual: Field[] = [
    ['Host', url.host],
    ['Accept', 'text/event-stream'],
    ['Accept-Encoding', 'identity'],
    ['Cache-Control', 'no-store'],
    ['User-Agent', `${tool.name}/${tool.version}`],
  ]
  const configured = { ...target.headers, ...target.request?.headers }
  const fields = changeFields(usual, configured)
  if (token !== undefined) fields.push(['Authorization', `${scheme} ${token}`])
  if (lastEventId !== undefined) fields.push([lastEventIdName, lastEventId])
  return fields
}

const withBody = (fields: readonly Field[], body: string | undefined): readonly Field[] =>
  body === undefined ? fields : [...fields, ['Content-Length', String(Buffer.byteLength(body))]]

/** How long a connection may live: the scenario's window plus what it may additionally wait for. */
const deadlineOf = (scenario: Scenario, target: Target): number => (scenario.window_ms?.(target) ?? 0) + GRACE_MS

/** The URL with the query changes from the options. */
const urlOf = (url: string, { query = {} }: OpenOptions): URL => {
  const changed = new URL(url)
  for (const [name, value] of Object.entries(query)) {
    if (value === null) changed.searchParams.delete(name)
    else changed.searchParams.set(name, value)
  }
  return changed
}

const DEFAULT_INTERVAL_S = 5

/** The interval named by a stream's request, or the default of MSC2108; for any other server, the configured interval. */
const intervalOf = (url: URL, target: Target): number | undefined => {
  if (target.homeserver === undefined) return target.heartbeat_interval_s
  const value = url.searchParams.get('heartbeat_interval')
  if (value === null) return DEFAULT_INTERVAL_S
  return /^\d+(\.\d+)?$/.test(value) && Number(value) > 0 && Number.isFinite(Number(value)) ? Number(value) : undefined
}

const createOpen = (run: Run, scenario: Scenario, marker: string) => {
  const { target, recording, venue } = run
  let opened = 0
  return async (role: 'stream' | 'probe', options: OpenOptions): Promise<Stream> => {
    opened += 1
    const number = opened
    const channel = options.as?.channel ?? options.channel ?? marker
    const ticket = options.anonymous === true ? { url: target.url } : await venue.ticketOf(target, scenario.name, channel)
    const asked = options.url?.replaceAll('{{channel}}', encodeURIComponent(channel)) ?? ticket.url
    const { access_token, ...query } = options.query ?? {}
    // If a redirect led to another origin, the venue gives no token, and none is sent in the query either.
    const isWithheld = target.homeserver !== undefined && ticket.token === undefined
    const url = urlOf(asked, isWithheld ? { query } : options)
    const token = ticket.token === undefined ? undefined : (options.as?.access_token ?? ticket.token)
    const owner = ticket.owner === undefined ? undefined : (options.as ?? ticket.owner)
    const interval_s = intervalOf(url, target)
    const usual = url.pathname + url.search
    const body = options.body ?? (options.method === undefined ? target.request?.body : undefined)
    const fields = changeFields(usualFields(url, target, token, options), options.fields ?? {})
    return startExchange(
      recording,
      {
        name: `${attemptName(run, scenario)}-${number}`,
        scenario: scenario.name,
        label: options.label ?? String(number),
        role,
        client: options.client ?? (role === 'probe' ? `probe-${number}` : 'client'),
        endpoint: endpointOf(url, target),
        protocol: options.protocol ?? '1.1',
        method: options.method ?? target.request?.method ?? 'GET',
        target: options.target?.(usual) ?? usual,
        fields: withBody(fields, body),
        limit_bytes: options.limit_bytes ?? LIMIT_BYTES,
        deadline_ms: deadlineOf(scenario, target),
        wait_ms: target.tolerance.wait_ms,
        // A resumed stream must not lose events at this moment either, and a homeserver's stream at no moment.
        settles_ms: role === 'stream' && options.lastEventId === undefined && target.homeserver === undefined ? SETTLES_MS : 0,
        unfinished: options.unfinished ?? false,
        channel,
        // A /sync response carries many payloads, at any position.
        ...(target.homeserver === undefined ? {} : { look_at: Number.POSITIVE_INFINITY }),
        ...defined({ heartbeat_interval_s: interval_s, body }),
        ...(options.lastEventId === undefined ? {} : { last_event_id: options.lastEventId.toString('utf8') }),
        ...defined({ owner }),
      },
      run,
    )
  }
}

// A slow hook must not hold up the other scenarios.
const TURN_MS = 1000

/** Scenarios that share one channel publish in turn. A separate scenario tests simultaneous publications. */
const inTurn =
  ({ target, turns }: Run, publish: Stage['publish']): Stage['publish'] =>
  async (text, options = {}) => {
    if (hasChannels(target) || options.together === true) return publish(text, options)
    const before = turns.last
    let done = () => {}
    turns.last = new Promise(resolve => {
      done = resolve
    })
    await Promise.race([before, new Promise(resolve => setTimeout(resolve, TURN_MS).unref())])
    return publish(text, options).finally(() => done())
  }

const NUDGED_MS = 300
const SOON_MS = 50
const ENOUGH = 3

/**
 * Many servers send response headers only with the first event. If they are late, one event is published to trigger them: the delay is recorded, and
 * everything else can still be judged. Once known, this happens early, except where times are judged.
 */
const createNudge = (run: Run, scenario: Scenario, marker: string) => {
  const { target, signal, nudges } = run
  const publish = inTurn(run, createPublish(run, scenario, `${marker}-nudge`))
  const timers = new Set<NodeJS.Timeout>()
  let nudging = false
  return {
    watch: (stream: Stream) => {
      const { hooks, homeserver, request } = target
      if (hooks.publish === undefined || homeserver !== undefined || request !== undefined || scenario.kind === 'browser') return
      const timer = setTimeout(
        () => {
          timers.delete(timer)
          if (stream.status !== undefined || stream.gone || nudging || signal.aborted) return
          nudging = true
          nudges.count += 1
          void publish('to trigger the response headers', { case: 'nudge', channel: marker }).finally(() => {
            nudging = false
          })
        },
        nudges.count < ENOUGH || scenario.timed !== undefined ? target.tolerance.head_ms + NUDGED_MS : SOON_MS,
      )
      timers.add(timer)
    },
    stop: () => {
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

/** The name of a scenario's channel, and the text that its payloads contain. */
export const markerOf = (run: Run, scenario: Scenario): string => channelOf(run.id, attemptName(run, scenario))

export const createStage = (run: Run, scenario: Scenario): { stage: Stage; leaveAll: () => void } => {
  const { recording, target, signal } = run
  const marker = markerOf(run, scenario)
  const open = createOpen(run, scenario, marker)
  const streams: Stream[] = []
  const nudge = createNudge(run, scenario, marker)
  const keep = async (opening: Promise<Stream>) => {
    const stream = await opening
    streams.push(stream)
    nudge.watch(stream)
    return stream
  }
  const { matrix } = run.venue
  const homeOf = async (name?: string) => {
    if (matrix === undefined) throw new Error('this scenario needs a homeserver')
    return matrix.homeOf(scenario.name, name === undefined ? marker : `${marker}-${name}`)
  }
  const stage: Stage = {
    target,
    marker,
    open: whileOn(signal, (options = {}) => keep(open('stream', options))),
    probe: whileOn(signal, (label, options = {}) => keep(open('probe', { label, ...options }))),
    publish: whileOn(signal, inTurn(run, createPublish(run, scenario, marker))),
    through: whileOn(
      signal,
      createThrough(run, scenario, marker, options => keep(open('stream', options))),
    ),
    wait: whileOn(signal, duration_ms => pause(duration_ms, signal)),
    hook: whileOn(signal, async name => {
      const hook = target.hooks[name]
      const began = recording.clock.now()
      const answer =
        hook === undefined ? { ok: false, reason: `there is no ${name} hook` } : await run.hooks.call(hook, { data: '', channel: marker })
      recording.write({ on: scenario.name, what: 'hook', hook: name, began, ...answer })
      return answer.ok
    }),
    home: whileOn(signal, homeOf),
    inBrowsers: whileOn(signal, createScenes(run, scenario, marker)),
    note: (name, text) => recording.write({ on: scenario.name, what: 'note', say: 'named', text: `${name} ${text}` }),
    metrics: whileOn(signal, async moment => {
      const hook = target.hooks.metrics
      const read = hook === undefined ? { reason: 'there is no metrics hook' } : await readMetrics(hook, signal)
      recording.write({ on: scenario.name, what: 'metrics', moment, ...read })
    }),
  }
  const leaveAll = () => {
    nudge.stop()
    for (const stream of streams) stream.finish()
    matrix?.leave(scenario.name)
  }
  return { stage, leaveAll }
}
