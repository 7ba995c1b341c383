/** Recordings made in memory, and what is observed in them. Every line and every observation is validated against its schema. */

import { strict as assert } from 'node:assert'
import type { SeenEvent } from '../../observe/events.js'
import { type Observed, observe } from '../../observe/index.js'
import { readSession } from '../../observe/session.js'
import type { CloseLine, Observation, OpenLine, RecordingHeader, RecordingLine, ScenarioLine } from '../../schemas/index.js'
import { validated } from '../../schemas/index.js'

export type Line = Exclude<RecordingLine, RecordingHeader>
export type Bytes = string | Uint8Array

export const ns = (t_ms: number): number => Math.round(t_ms * 1e6)

export const scenario = (name: string, t_ms: number, state: ScenarioLine['state'], reason?: string): Line => ({
  t: ns(t_ms),
  on: name,
  what: 'scenario',
  state,
  ...(reason === undefined ? {} : { reason }),
})

/** A connection that is asked for at `t_ms`, and opens. The scenario is what stands before the number at its end: `idle-1` is of `idle`. */
export const open = (on: string, t_ms: number, more: Partial<OpenLine> = {}): Line[] => [
  {
    t: ns(t_ms),
    on,
    what: 'open',
    scenario: on.replace(/-\d+$/, ''),
    label: on.replace(/^.*-/, ''),
    role: 'stream',
    client: 'client',
    host: '127.0.0.1',
    port: 80,
    protocol: '1.1',
    secure: false,
    method: 'GET',
    target: '/events',
    channel: 'channel',
    ...more,
  },
  { t: ns(t_ms), on, what: 'connected' },
]

const carry =
  (what: 'sent' | 'received') =>
  (on: string, t_ms: number, bytes: Bytes): Line => ({ t: ns(t_ms), on, what, b64: Buffer.from(bytes).toString('base64') })

export const sent = carry('sent')
export const received = carry('received')
export const fin = (on: string, t_ms: number): Line => ({ t: ns(t_ms), on, what: 'end' })
export const close = (on: string, t_ms: number, how: CloseLine['how']): Line => ({ t: ns(t_ms), on, what: 'close', how })
export const note = (on: string, t_ms: number, say: 'paused' | 'reading' | 'mark' | 'stopped'): Line => ({
  t: ns(t_ms),
  on,
  what: 'note',
  say,
})
export const lag = (t_ms: number, max_ms: number): Line => ({ t: ns(t_ms), on: 'clock', what: 'lag', max_ms, samples: 1 })
export const restarted = (on: string, began_ms: number, t_ms: number, ok = true): Line => ({
  t: ns(t_ms),
  on,
  what: 'hook',
  hook: 'restart',
  began: ns(began_ms),
  ok,
})

const header = (
  configuration: RecordingHeader['configuration'],
  scenarios: readonly string[],
  profile: RecordingHeader['profile'],
): RecordingHeader => ({
  format: 'ssespec-recording/1',
  tool: { name: 'ssespec', version: '0.0.0' },
  target: 'http://127.0.0.1/events',
  profile,
  configuration,
  clock: { resolution_ns: 1 },
  started: '2026-01-01T00:00:00.000Z',
  scenarios: [...scenarios],
})

/** The recording of these lines, in the order of their times. */
export const recordingOf = (
  lines: readonly Line[],
  configuration: RecordingHeader['configuration'] = {},
  profile: RecordingHeader['profile'] = 'sse',
): RecordingLine[] => {
  const names = [...new Set(lines.flatMap(line => (line.what === 'scenario' ? [line.on] : [])))]
  const all: RecordingLine[] = [header(configuration, names, profile), ...lines.toSorted((a, b) => a.t - b.t)]
  for (const line of all) validated('recording', line, JSON.stringify(line))
  return all
}

export const observedIn = async (
  lines: readonly Line[],
  configuration: RecordingHeader['configuration'] = {},
  profile: RecordingHeader['profile'] = 'sse',
): Promise<Observed> => {
  const observed = await observe(recordingOf(lines, configuration, profile))
  for (const observation of observed.observations) validated('observation', observation, `the observation of ${observation.scenario}`)
  return observed
}

/** The one observation of this scenario. */
export const observationOf = async (
  name: string,
  lines: readonly Line[],
  configuration: RecordingHeader['configuration'] = {},
  profile: RecordingHeader['profile'] = 'sse',
): Promise<Observation> => {
  const { observations } = await observedIn(lines, configuration, profile)
  const [found, ...more] = observations.filter(one => one.scenario === name)
  assert.ok(found !== undefined && more.length === 0, `one observation of ${name}`)
  return found
}

/** The events on every stream of this scenario, as they were read. */
export const eventsOn = async (name: string, lines: readonly Line[]): Promise<SeenEvent[]> => {
  const { scenarios } = await readSession(recordingOf(lines))
  return (scenarios.get(name)?.exchanges ?? []).flatMap(({ stream }) => stream.events)
}

/** All that a connection received, as its offsets count it. */
export const receivedOn = (lines: readonly Line[], on: string): Buffer =>
  Buffer.concat(
    lines.flatMap(line => (line.what === 'received' && line.on === on ? [Buffer.from(line.b64 ?? line.text ?? '', 'base64')] : [])),
  )
