import { randomBytes } from 'node:crypto'
import { type EngineName, errorText } from '../../schemas/index.js'
import { type MetricsRead, readMetrics } from '../metrics.js'
import { createPublish } from '../publishing.js'
import type { Run } from '../run-state.js'
import type { Scenario } from '../scenario.js'
import { pause } from '../while-on.js'
import type { Tab } from './engine.js'
import { parserPath } from './files.js'
import { enginesIn } from './fleet.js'
import { startHttp2Relay } from './http2-relay.js'
import { type Pages, startPages } from './pages.js'
import { startRelay } from './relay.js'
import type { PageOrigin, Scene, Source, SourceOptions } from './scene.js'
import { createSightings, type Sightings } from './sightings.js'
import type { Track } from './upstream.js'

const PREFIX_BYTES = 6
/** Only guards against hanging: a page loads its scripts from this machine. */
const BEGIN_MS = 30_000

/** JSON that can be embedded in a script. */
const literal = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/[<\u2028\u2029]/g, one => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)

interface SourceParts {
  readonly tab: Tab
  readonly sightings: Sightings
  readonly wait_ms: number
  readonly name: string
}

const createSource = ({ tab, sightings, wait_ms, name }: SourceParts): Source => {
  const told = () => sightings.of(name)
  const count = (did: string) => told().filter(one => one.did === did).length
  const gaveUp = () =>
    told().some(({ did, ready_state, status }) => (did === 'error' ? ready_state === 2 : did === 'end' || (status ?? 200) >= 300))
  const until = (what: string, holds: () => boolean, within_ms = wait_ms) => sightings.until(`${name} ${what}`, holds, within_ms, gaveUp)
  return {
    name,
    opens: (times = 1, within_ms) => until('opens', () => count('open') >= times, within_ms),
    events: (some, within_ms) => until(`has ${some} events`, () => count('event') >= some, within_ms),
    receives: ({ marker, answer }, within_ms = wait_ms) =>
      until(`receives ${marker}`, () => told().some(({ data }) => data?.includes(marker) === true), answer.ok ? within_ms : 0),
    ends: within_ms => until('ends', gaveUp, within_ms),
    errs: within_ms => until('errs', () => count('error') > 0, within_ms),
    settles: within_ms => until('settles', () => count('open') > 0 || count('error') > 0 || gaveUp(), within_ms),
    get gaveUp() {
      return gaveUp()
    },
    get lastEventId() {
      return told().findLast(({ did }) => did === 'event')?.last_event_id ?? ''
    },
    close: async () => {
      await tab.run(`ssespec.close(${literal(name)})`)
      await sightings.until(`${name} closes`, () => count('close') > 0, wait_ms)
    },
  }
}

/** Everything that a scene uses in one browser; closed with it. */
interface Props {
  readonly track: Track
  readonly prefix: string
  readonly channel: string
  readonly sightings: Sightings
  readonly pages: Pages
  readonly tab: Tab
}

const createScene = async (run: Run, scenario: Scenario, { track, prefix, channel, sightings, pages, tab }: Props) => {
  const { target, venue, recording, signal } = run
  const ticket = () => venue.ticketOf(target, scenario.name, channel)
  const relay = await startRelay({ ...track, prefix, ticket, changed: sightings.look })
  const closing: (() => Promise<void>)[] = [relay.close]
  const publish = createPublish(run, scenario, channel)
  let streamUrl = relay.streamUrl
  const bases: Readonly<Record<PageOrigin, () => Promise<{ base: string; reportsUrl: string }>>> = {
    same: async () => ({ base: relay.base, reportsUrl: pages.reportsUrl }),
    other: async () => pages,
    http2: async () => {
      const front = await startHttp2Relay({ ...track, prefix, ticket, hear: sightings.hear })
      closing.push(front.close)
      streamUrl = front.streamUrl
      return front
    },
  }
  let base = ''
  const scene: Scene = {
    engine: track.engine,
    target,
    marker: channel,
    relay,
    token: async () => (await ticket()).token,
    visit: async (origin = 'same') => {
      const from = await bases[origin]()
      base = from.base
      await tab.open(`${base}page`)
      await tab.run(`ssespec.reportTo(${literal(from.reportsUrl)})`)
      sightings.expect(true)
    },
    source: async (name, { kind = 'native', withCredentials = false, headers = {}, types = [], url }: SourceOptions = {}) => {
      const spec = {
        kind,
        url: url ?? streamUrl(name),
        credentials: withCredentials,
        headers,
        types: ['message', ...types],
        parser: `${base}${parserPath}`,
      }
      await tab.run(`ssespec.open(${literal(name)}, ${literal(spec)})`)
      // Time spent on loading it is not counted against the target.
      await sightings.until(`${name} begins`, () => sightings.of(name).length > 0, BEGIN_MS)
      return createSource({ tab, sightings, wait_ms: target.tolerance.wait_ms, name })
    },
    publish: (text, options = {}) => publish(text, { ...options, case: `${track.engine}/${options.case ?? text}` }),
    wait: duration_ms => pause(duration_ms, signal),
    until: (what, holds, within_ms = target.tolerance.wait_ms) => sightings.until(what, holds, within_ms),
    hide: tab.hide,
    show: tab.show,
    leave: () => {
      sightings.expect(false)
      return tab.open('about:blank')
    },
    metrics: async moment => {
      const hook = target.hooks.metrics
      const read: MetricsRead = hook === undefined ? { reason: 'there is no metrics hook' } : await readMetrics(hook, signal)
      recording.write({ on: scenario.name, what: 'metrics', moment: `${track.engine}/${moment}`, ...read })
      return read.open_streams
    },
  }
  return {
    scene,
    close: async () => {
      for (const close of closing) await close()
    },
  }
}

/** Runs a scenario in one browser. Browser problems are recorded, and reject. */
const tellIn = async (
  run: Run,
  scenario: Scenario,
  channel: string,
  engine: EngineName,
  tell: (scene: Scene) => Promise<void>,
): Promise<void> => {
  const { recording, signal, target, fleet } = run
  const sightings = createSightings(recording, scenario.name, engine, run)
  // Other processes on this machine's loopback cannot guess it.
  const prefix = `/ssespec-${randomBytes(PREFIX_BYTES).toString('hex')}/`
  let opened = 0
  const nextName = () => {
    opened += 1
    return `${scenario.name}-${engine}-${opened}`
  }
  const track: Track = { recording, signal, target, scenario: scenario.name, channel, engine, nextName }
  await run.venue.prepare(scenario.name, channel)
  await fleet.withTab(engine, async (tab, version) => {
    recording.write({ on: scenario.name, what: 'browser', engine, version })
    tab.onConsole(message => sightings.take({ source: '', did: 'console', message, age_ms: 0 }))
    const pages = await startPages(prefix, sightings.hear)
    const { scene, close } = await createScene(run, scenario, { track, prefix, channel, sightings, pages, tab })
    // Waits do not resolve once the run is over.
    const over = new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('the run was stopped')), { once: true })
    })
    over.catch(() => {})
    try {
      await Promise.race([tell(scene).then(tab.heard), over])
    } finally {
      tab.onConsole(() => {})
      await close()
      await pages.close()
    }
  })
}

/** Runs a scenario in every available browser at the same time. */
export const createScenes =
  (run: Run, scenario: Scenario, marker: string) =>
  async (tell: (scene: Scene) => Promise<void>, only?: EngineName): Promise<void> => {
    const { homeserver } = run.target
    const wanted = enginesIn(run.target).filter(engine => only === undefined || engine === only)
    const one = async (engine: EngineName, channel: string) => {
      try {
        await tellIn(run, scenario, channel, engine, tell)
      } catch (cause) {
        throw new Error(`${engine}: ${errorText(cause)}`)
      }
    }
    // Configured accounts are few, so the browsers take turns with one.
    if (homeserver?.registration.by === 'accounts') {
      for (const engine of wanted) await one(engine, marker)
      return
    }
    const settled = await Promise.allSettled(wanted.map(engine => one(engine, `${marker}-${engine}`)))
    const failed = settled.find(result => result.status === 'rejected')
    if (failed !== undefined) throw failed.reason
  }
