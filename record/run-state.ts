import type { Fleet } from './browser/fleet.js'
import type { HookCaller } from './hooks.js'
import type { Origin } from './hop/origin.js'
import type { Lost } from './patience.js'
import type { Recording } from './recording.js'
import type { Target } from './target.js'
import type { Vain } from './vain.js'
import type { Venue } from './venue.js'

/** State that the scenarios of one run share. */
export interface Run {
  readonly id: string
  readonly target: Target
  readonly recording: Recording
  readonly hooks: HookCaller
  readonly venue: Venue
  readonly fleet: Fleet
  /** Profile hop: what the hop forwards to. */
  readonly origin: Origin | undefined
  readonly signal: AbortSignal
  /** Counts how often a scenario is recorded. */
  readonly attempt: number
  /** The time lost so far to the lag of this process, and of a server that reports its own. */
  readonly lost: Lost
  /** How often an event had to be published before response headers arrived. */
  readonly nudges: { count: number }
  /** The publishing turn of scenarios that share one channel. */
  readonly turns: { last: Promise<void> }
  /** What was waited for in vain so far. */
  readonly vain: Vain
  /** Watches this process's lag. The returned function gives the worst lag since then (ms). */
  watchLag(): () => number
}
