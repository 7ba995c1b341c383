import { type Progress, recordOne } from './attempts.js'
import { enginesIn } from './browser/fleet.js'
import { type Reached, reach } from './reach.js'
import type { Run } from './run-state.js'
import { opensPages, type Scenario } from './scenario.js'
import { hasChannels } from './target.js'
import { STOPPED, within } from './within.js'

export interface Waves {
  readonly scenarios: readonly Scenario[]
  /** The most scenarios at a time. */
  readonly jobs?: number
  readonly onProgress?: (progress: Progress) => void
}

const AT_ONCE = { server: 64, homeserver: 16 }
// Browsers limit the connections of all their pages together.
const PAGES_AT_ONCE = 4
const REACH_MS = 120_000

/**
 * The waves in which scenarios are recorded; a wave runs concurrently. With separate channels, scenarios do not disturb each other, except those that
 * stop the whole server. With a single channel, quiet scenarios come before publishing ones, megabytes are published alone, and payloads and
 * requests that may disturb every stream come last, one scenario at a time, when no other needs the channel.
 */
export const wavesOf = (scenarios: readonly Scenario[], channels: boolean): Scenario[][] => {
  const of = (...kinds: Scenario['kind'][]) => scenarios.filter(({ kind }) => kinds.includes(kind))
  const alone = (kind: Scenario['kind']) => of(kind).map(one => [one])
  // Browsers use much of a machine, so nothing is timed next to them.
  const waves = channels
    ? [of('quiet', 'publishing', 'heavy', 'hazardous'), of('browser'), ...alone('disruptive')]
    : [
        of('quiet'),
        of('publishing').filter(one => one.alone !== true),
        ...alone('publishing').filter(([one]) => one?.alone === true),
        ...alone('heavy'),
        of('browser'),
        ...alone('hazardous'),
        ...alone('disruptive'),
      ]
  return waves.filter(wave => wave.length > 0)
}

const inTurns = async <Item>(items: readonly Item[], atOnce: number, work: (item: Item) => Promise<void>): Promise<void> => {
  const queue = [...items]
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
}

/** Called when the last of these scenarios has ended. */
const timer = (scenarios: readonly Scenario[]): { readonly all: Promise<void>; ended(scenario: Scenario): void } => {
  const left = new Set(scenarios)
  let done = () => {}
  const all = new Promise<void>(resolve => {
    done = resolve
  })
  if (left.size === 0) done()
  return {
    all,
    ended: scenario => {
      left.delete(scenario)
      if (left.size === 0) done()
    },
  }
}

/** The result of connecting; a run that is stopped meanwhile has not reached anything. */
const reachWithin = async (run: Run): Promise<Reached> => {
  try {
    return await within(reach(run), REACH_MS, run)
  } catch (cause) {
    if (run.signal.aborted) return { answer: 'other', reason: STOPPED }
    throw cause
  }
}

/** Connects to the target, then records wave after wave. */
export const recordAll = async (run: Run, { scenarios, jobs: asked, onProgress = () => {} }: Waves): Promise<void> => {
  const { recording, signal, target } = run
  const jobs = asked ?? (target.homeserver === undefined ? AT_ONCE.server : AT_ONCE.homeserver)
  const reached = await reachWithin(run)
  if (reached.answer !== 'stream') {
    const state = signal.aborted ? 'failed' : 'skipped'
    for (const { name } of scenarios) recording.write({ on: name, what: 'scenario', state, reason: reached.reason })
    return
  }
  const there: Run = { ...run, target: reached.target }
  // Configured accounts are few, so each scenario uses them exclusively.
  const alone = run.target.homeserver?.registration.by === 'accounts'
  for (const [wave, members] of wavesOf(scenarios, hasChannels(run.target)).entries()) {
    const of = (heavy: boolean) => byWindow.filter(({ kind }) => (kind === 'heavy') === heavy)
    // Longest first, so that no long scenario runs alone at the end.
    const byWindow = members.toSorted((a, b) => (b.window_ms?.(there.target) ?? 0) - (a.window_ms?.(there.target) ?? 0))
    const work = (scenario: Scenario) => recordOne(there, scenario, wave, onProgress)
    const ofPages = members.every(({ kind }) => kind === 'browser')
    if (members.some(opensPages)) await within(run.fleet.start(enginesIn(there.target)), REACH_MS, run).catch(() => {})
    if (alone || (ofPages && !hasChannels(run.target))) {
      await inTurns(members, 1, work)
      continue
    }
    if (ofPages) {
      await inTurns(byWindow, Math.min(jobs, PAGES_AT_ONCE), work)
      continue
    }
    // Megabytes go one scenario after the other, after timed publications: they make this machine and the server late.
    const measured = timer(byWindow.filter(({ kind, timed }) => kind === 'publishing' && timed !== undefined))
    const light = inTurns(of(false), jobs, scenario => work(scenario).finally(() => measured.ended(scenario)))
    await Promise.all([light, measured.all.then(() => inTurns(of(true), run.target.quick ? 2 : 1, work))])
  }
}
