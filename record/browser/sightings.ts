import type { EngineName } from '../../schemas/index.js'
import { createPulse, type Lost, patiently } from '../patience.js'
import type { Recording } from '../recording.js'
import type { Told } from './pages.js'

/**
 * What the sources of a page have reported so far, and waits for more. Waits resolve to false when their time is up; once the run is over they do not
 * resolve.
 */
export interface Sightings {
  take(told: Told): void
  /** Takes a report from the page. The page sends one regularly, even with nothing to report, to show that it is running. */
  hear(told: readonly Told[]): void
  /** Whether a page exists that should be reporting. */
  expect(page: boolean): void
  of(source: string): readonly Told[]
  /** Something else changed that a wait may depend on. */
  look(): void
  /** `vain`: it can no longer happen. */
  until(what: string, holds: () => boolean, within_ms: number, vain?: () => boolean): Promise<boolean>
}

interface Waiter {
  readonly holds: () => boolean
  readonly vain: () => boolean
  readonly settle: (held: boolean) => void
}

/** How often a page reports (record/browser/page/recorder.js). */
const PULSE_MS = 500

export const createSightings = (
  recording: Recording,
  scenario: string,
  engine: EngineName,
  { signal, lost }: { readonly signal: AbortSignal; readonly lost: Lost },
): Sightings => {
  const pulse = createPulse(PULSE_MS)
  let expected = false
  const sources = new Map<string, Told[]>()
  const waiters = new Set<Waiter>()
  const look = () => {
    for (const waiter of waiters) if (waiter.holds() || waiter.vain()) waiter.settle(waiter.holds())
  }
  const take = (told: Told) => {
    const { source, age_ms } = told
    recording.write({ on: scenario, what: 'page', engine, ...told, age_ms: Math.max(0, age_ms) })
    const known = sources.get(source)
    if (known === undefined) sources.set(source, [told])
    else known.push(told)
    look()
  }
  return {
    look,
    take,
    hear: told => {
      if (expected) pulse.beat()
      for (const one of told) take(one)
    },
    expect: page => {
      expected = page
      if (page) pulse.beat()
      else pulse.stop()
    },
    of: source => sources.get(source) ?? [],
    until: (what, holds, within_ms, vain = () => false) =>
      new Promise(resolve => {
        const settle = (held: boolean) => {
          calm()
          if (!waiters.delete(waiter) || signal.aborted) return
          if (!held) recording.write({ on: scenario, what: 'note', say: 'waited-in-vain', text: `${engine}: ${what}` })
          resolve(held)
        }
        const waiter: Waiter = { holds, vain, settle }
        // With a page, time in which the page did not run is added; without one, time in which this process did not run.
        const calm = patiently(within_ms, expected ? pulse.lost : lost, () => settle(holds()))
        waiters.add(waiter)
        look()
      }),
  }
}
