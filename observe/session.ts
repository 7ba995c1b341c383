import {
  type BrowserLine,
  type CallLine,
  errorText,
  type HookLine,
  type MetricsLine,
  type Observation,
  type PageLine,
  type RecordingHeader,
  type RecordingLine,
  type ScenarioLine,
} from '../schemas/index.js'
import { createAllowance } from './allowance.js'
import { requestedOf } from './configured.js'
import { type ExchangeReading, isStream, readExchange } from './exchange.js'
import { createLags } from './lags.js'
import { brief, reasonOf } from './places.js'
import { OBSERVED, type ObservedProfile } from './profiles.js'

/** A server's metrics, and how many streams other scenarios had open then. */
export interface MetricsReading extends MetricsLine {
  readonly streams_of_others: number
}

/** Everything about one scenario, read from the recording. */
export interface ScenarioReading {
  readonly name: string
  readonly exchanges: ExchangeReading[]
  /** Profile hop: the requests that reached ssespec's origin, and the responses that it sent. */
  readonly origins: ExchangeReading[]
  readonly hooks: HookLine[]
  readonly metrics: MetricsReading[]
  /** Client-Server API calls. */
  readonly calls: CallLine[]
  /** The browsers that ran it, and what their pages saw. */
  readonly browsers: BrowserLine[]
  readonly pages: PageLine[]
  /** Readable names of ids. */
  readonly named: Map<string, string>
  began: number
  ended: number
  state: ScenarioLine['state'] | undefined
  reason: string | undefined
  /** The exception that ended the reading of one of its connections. */
  broken: string | undefined
}

export interface Session {
  readonly header: RecordingHeader
  readonly profile: ObservedProfile
  readonly requested: Observation['requested']
  readonly scenarios: ReadonlyMap<string, ScenarioReading>
  /** It was stopped before its end. */
  readonly stopped: boolean
  /** Waits that were in vain three times, and brief from then on. */
  readonly briefly: readonly string[]
  /** ssespec's own worst lag (ms) around a time, or during a span of time (ns). */
  lagAt(t: number, until?: number): number
  /** The total of all stalls of ssespec in a span of time (ms): one may delay sending, one the server on the same machine, and one reading. */
  stalledIn(t: number, until: number): number
  readonly ended: number
}

/** This is not a recording, or it is truncated; the message says where. */
export class NoRecordingError extends Error {
  constructor(why: string) {
    super(`This is not an ssespec recording: ${why}.`)
    this.name = 'NoRecordingError'
  }
}

const bytesOf = (line: RecordingLine): Buffer | undefined => {
  if (!('what' in line) || (line.what !== 'sent' && line.what !== 'received')) return undefined
  return line.b64 === undefined ? Buffer.from(line.text ?? '', 'utf8') : Buffer.from(line.b64, 'base64')
}

/** A scenario of which nothing has been read yet. */
export const emptyScenario = (name: string): ScenarioReading => ({
  name,
  exchanges: [],
  origins: [],
  hooks: [],
  metrics: [],
  calls: [],
  browsers: [],
  pages: [],
  named: new Map(),
  began: 0,
  ended: 0,
  state: undefined,
  reason: undefined,
  broken: undefined,
})

const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value)
const isNumbers = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.values(value).every(isNumber)

/** The parts of a recording's configuration that are read. It is the effective configuration, not what a user may write. */
const CONFIGURATION: Readonly<Record<string, (value: unknown) => boolean>> = {
  url: value => typeof value === 'string',
  heartbeat_interval_s: isNumber,
  tolerance: isNumbers,
  hooks: value => typeof value === 'object' && value !== null,
}

const checkHeader = (header: RecordingHeader): RecordingHeader => {
  for (const [name, isRight] of Object.entries(CONFIGURATION)) {
    const value = header.configuration[name]
    if (value !== undefined && !isRight(value)) throw new NoRecordingError(`its configuration has an invalid ${name}`)
  }
  return header
}

// More than any scenario publishes: a filler is expanded when payloads are compared.
const MOST_PAYLOAD_CHARACTERS = 64 << 20

// All of them together: a run publishes tens of megabytes.
const MOST_PUBLISHED_CHARACTERS = 512 << 20

/** Checks each call of a hook against what ssespec publishes, alone and with those before it. */
const createHookCheck = () => {
  let published = 0
  return (line: HookLine): HookLine => {
    const { text = '', times = 0 } = line.published?.filler ?? {}
    const characters = text.length * times
    if (characters > MOST_PAYLOAD_CHARACTERS) throw new NoRecordingError('it has a payload that is longer than ssespec publishes')
    published += characters
    if (published > MOST_PUBLISHED_CHARACTERS) throw new NoRecordingError('it has more payloads than ssespec publishes')
    return line
  }
}

/** Reads the lines. Throws NoRecordingError if they cannot be read any further. */
async function* readable(lines: AsyncIterable<RecordingLine> | Iterable<RecordingLine>): AsyncGenerator<RecordingLine> {
  try {
    yield* lines
  } catch (cause) {
    if (cause instanceof NoRecordingError) throw cause
    throw new NoRecordingError(`it could not be read: ${errorText(cause)}`)
  }
}

const takeName = ({ named }: ScenarioReading, text: string): void => {
  const space = text.indexOf(' ')
  if (space > 0) named.set(text.slice(space + 1), text.slice(0, space))
}

/** Streams that are open at this point of the recording, except those of one scenario. */
const openOf = (exchanges: ReadonlyMap<string, ExchangeReading>, own: string): number =>
  [...exchanges.values()].filter(exchange => {
    const { open, seen } = exchange
    return open.scenario !== own && seen.end === undefined && seen.how === undefined && isStream(exchange)
  }).length

/** Reads a recording once, from its first line to its last. Memory depends on the facts, not on the size. Throws NoRecordingError. */
export const readSession = async (lines: AsyncIterable<RecordingLine> | Iterable<RecordingLine>): Promise<Session> => {
  const scenarios = new Map<string, ScenarioReading>()
  const exchanges = new Map<string, ExchangeReading>()
  const lags = createLags()
  const allowance = createAllowance()
  const checkHook = createHookCheck()
  let header: RecordingHeader | undefined
  let ended = 0
  let stopped = false
  const briefly: string[] = []
  const scenarioOf = (name: string): ScenarioReading => {
    const known = scenarios.get(name)
    if (known !== undefined) return known
    const fresh = emptyScenario(name)
    scenarios.set(name, fresh)
    return fresh
  }
  const takeScenario = (line: ScenarioLine) => {
    const reading = scenarioOf(line.on)
    if (line.state === 'began') {
      // A repeated attempt: the earlier one was distorted by this machine's lag, and does not count.
      reading.began = line.t
      for (const list of [
        reading.exchanges,
        reading.origins,
        reading.hooks,
        reading.metrics,
        reading.calls,
        reading.browsers,
        reading.pages,
      ])
        list.length = 0
      reading.named.clear()
      reading.broken = undefined
    } else reading.ended = line.t
    reading.state = line.state
    reading.reason = line.reason
  }
  /** Nothing after an exception is read from this connection, and its scenario is not judged. */
  const guarded = (exchange: ExchangeReading, read: () => void) => {
    try {
      read()
    } catch (cause) {
      exchanges.delete(exchange.open.on)
      const reading = scenarioOf(exchange.open.scenario)
      if (reading.exchanges.includes(exchange)) reading.broken ??= reasonOf(cause)
    }
  }
  for await (const line of readable(lines)) {
    if (!('what' in line)) {
      if (header !== undefined) throw new NoRecordingError('it has a second header')
      header = checkHeader(line)
      continue
    }
    if (header === undefined) throw new NoRecordingError('its first line is not a header of format ssespec-recording/1')
    ended = Math.max(ended, line.t)
    if (line.what === 'lag') lags.add(line)
    else if (line.what === 'scenario') takeScenario(line)
    else if (line.what === 'hook') scenarioOf(line.on).hooks.push(checkHook(line))
    else if (line.what === 'metrics') scenarioOf(line.on).metrics.push({ ...line, streams_of_others: openOf(exchanges, line.on) })
    else if (line.what === 'call') scenarioOf(line.on).calls.push(line)
    else if (line.what === 'browser') scenarioOf(line.on).browsers.push(line)
    else if (line.what === 'page') scenarioOf(line.on).pages.push(line)
    else if (line.what === 'note' && line.say === 'stopped') stopped = true
    else if (line.what === 'note' && line.say === 'waits-briefly') briefly.push(brief(line.text ?? ''))
    else if (line.what === 'note' && line.say === 'named') takeName(scenarioOf(line.on), line.text ?? '')
    else if (line.what === 'open') {
      const exchange = readExchange(line, allowance, OBSERVED[header.profile].carrying)
      exchanges.set(line.on, exchange)
      const { exchanges: opened, origins } = scenarioOf(line.scenario)
      const side = line.role === 'origin' ? origins : opened
      side.push(exchange)
    } else {
      const exchange = exchanges.get(line.on)
      if (exchange !== undefined) guarded(exchange, () => exchange.take(line, bytesOf(line)))
    }
  }
  if (header === undefined) throw new NoRecordingError('it is empty')
  for (const exchange of exchanges.values()) guarded(exchange, () => exchange.close(ended))
  const profile = OBSERVED[header.profile]
  const requested = requestedOf(header, profile.has)
  return { header, profile, requested, scenarios, stopped, briefly, lagAt: lags.at, stalledIn: lags.sum, ended }
}
