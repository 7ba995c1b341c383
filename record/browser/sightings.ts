import type { EngineName } from '../../schemas/index.js'
import type { Recording } from '../recording.js'
import type { Told } from './pages.js'

/** What the sources of a page have told so far, and waits for more. Waits resolve to false when their time is up; once the run is over they do not resolve. */
export interface Sightings {
  take(told: Told): void
  of(source: string): readonly Told[]
  /** Something else changed that a wait may be for. */
  look(): void
  /** `vain`: it can come no more. */
  until(what: string, holds: () => boolean, within_ms: number, vain?: () => boolean): Promise<boolean>
}

interface Waiter {
  readonly holds: () => boolean
  readonly vain: () => boolean
  readonly settle: (held: boolean) => void
}

export const createSightings = (recording: Recording, scenario: string, engine: EngineName, signal: AbortSignal): Sightings => {
  const sources = new Map<string, Told[]>()
  const waiters = new Set<Waiter>()
  const look = () => {
    for (const waiter of waiters) if (waiter.holds() || waiter.vain()) waiter.settle(waiter.holds())
  }
  return {
    look,
    take: told => {
      const { source, age_ms } = told
      recording.write({ on: scenario, what: 'page', engine, ...told, age_ms: Math.max(0, age_ms) })
      const known = sources.get(source)
      if (known === undefined) sources.set(source, [told])
      else known.push(told)
      look()
    },
    of: source => sources.get(source) ?? [],
    until: (what, holds, within_ms, vain = () => false) =>
      new Promise(resolve => {
        const settle = (held: boolean) => {
          clearTimeout(timer)
          if (!waiters.delete(waiter) || signal.aborted) return
          if (!held) recording.write({ on: scenario, what: 'note', say: 'waited-in-vain', text: `${engine}: ${what}` })
          resolve(held)
        }
        const waiter: Waiter = { holds, vain, settle }
        const timer = setTimeout(() => settle(holds()), within_ms)
        waiters.add(waiter)
        look()
      }),
  }
}
