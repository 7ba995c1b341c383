import { type OpenLine, type RecordingHeader, tool } from '../schemas/index.js'
import { CAPTURE, requestedOf } from './configured.js'
import { readExchange } from './exchange.js'
import { observeGuarded, sharedOf } from './guarded.js'
import { type Observed, RUN, runReading } from './observation.js'
import { reasonOf } from './places.js'
import { OBSERVED } from './profiles.js'
import { emptyScenario, type ScenarioReading, type Session } from './session.js'

const EMPTY = 'there is not one byte in the capture: the server sent nothing meanwhile, or it was not reached'

/** How a capture is presented as a connection. */
export const CAPTURED: OpenLine = {
  t: 0,
  on: CAPTURE,
  what: 'open',
  scenario: CAPTURE,
  label: CAPTURE,
  role: 'stream',
  client: CAPTURE,
  host: '',
  port: 0,
  protocol: 'capture',
  secure: false,
  method: 'GET',
  target: '',
  channel: '',
}

const exceptionIn = (work: () => void): string | undefined => {
  try {
    work()
    return undefined
  } catch (cause) {
    return reasonOf(cause)
  }
}

/**
 * Derives facts from the captured bytes of one event stream, with response headers (as from `curl -i`) or without. A capture has no times. The bytes
 * are read once, and memory depends on the facts, not on the size.
 */
export const observeCapture = async (chunks: AsyncIterable<Buffer> | Iterable<Buffer>, source: string): Promise<Observed> => {
  const exchange = readExchange(CAPTURED)
  let captured = 0
  let broken: string | undefined
  for await (const bytes of chunks) {
    captured += bytes.length
    // Nothing after an exception is read.
    if (broken === undefined) broken = exceptionIn(() => exchange.push(bytes, 0))
  }
  broken ??= exceptionIn(() => exchange.close(0))
  const scenario: ScenarioReading = {
    ...emptyScenario(CAPTURE),
    exchanges: broken === undefined ? [exchange] : [],
    broken,
    ...(captured > 0 ? { state: 'ended', reason: undefined } : { state: 'skipped', reason: EMPTY }),
  }
  const header: RecordingHeader = {
    format: 'ssespec-recording/1',
    tool,
    target: source,
    profile: 'sse',
    configuration: {},
    clock: { resolution_ns: 0 },
    started: '',
    scenarios: [CAPTURE],
  }
  const profile = OBSERVED[header.profile]
  const session: Session = {
    header,
    profile,
    requested: requestedOf(header, profile.has),
    scenarios: new Map([[CAPTURE, scenario]]),
    stopped: false,
    briefly: [],
    lagAt: () => 0,
    stalledIn: () => 0,
    ended: 0,
  }
  const { shared, broken: unshared } = sharedOf(session)
  return {
    header: session.header,
    observations: [observeGuarded(RUN, () => runReading(session, shared.channels), shared, broken ?? unshared)],
    lag_max_ms: 0,
    ended_ms: 0,
  }
}
