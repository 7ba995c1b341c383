/** A fault: one named defect that replaces one or a few parts of the clean server. */

import type { Profile } from '../schemas/index.js'
import type { Parts } from './parts.js'

/** What every fault has, of a server or of a hop. */
export interface NamedFault {
  readonly name: string
  /** Ids of the requirements that it breaks; the first is the one that must catch it. */
  readonly breaks: readonly [string, ...string[]]
  /** One sentence that describes the real-world bug. */
  readonly summary: string
  /** What has the defect: a hop, a homeserver, or (sse) any event stream server if both have the parts. */
  readonly profile: Profile
  /** It ends every stream by itself, and is judged as one that a configured request opens. */
  readonly finite?: true
  /** It affects so few deliveries that only a load shows it: `ssespec load` detects it, a check passes. */
  readonly underLoad?: true
  /** It needs more than one channel to show. */
  readonly channels?: true
}

/** A defect of a server. */
export interface Fault extends NamedFault {
  /** Called once per server, so the state of the defect lives in its closure. */
  readonly wrap: (clean: Parts) => Partial<Parts>
}

/**
 * The fault with that name.
 * @throws {RangeError} with similar names if it does not exist
 */
export function faultNamed<Named extends NamedFault>(name: string, faults: readonly Named[]): Named {
  const found = faults.find(fault => fault.name === name)
  if (found !== undefined) return found
  const near = faults
    .map(fault => ({ name: fault.name, distance: distance(name, fault.name) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(each => each.name)
  throw new RangeError(`unknown fault "${name}"; did you mean ${near.join(', ')}? "ssespec list" shows all`)
}

/**
 * The parts of a server with these faults, each wrapping the ones before it.
 * @throws {RangeError} for an unknown name
 */
export const withFaults = (clean: Parts, names: string | readonly string[] = [], faults: readonly Fault[]): Parts => {
  let parts = clean
  for (const name of [names].flat()) parts = { ...parts, ...faultNamed(name, faults).wrap(parts) }
  return parts
}

/** The edit distance between two words (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1]
    for (const [column, other] of [...b].entries()) {
      const changed = (row[column] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
