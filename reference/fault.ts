/** A fault: one named defect, as a replacement of one part or a few parts of the clean server. */

import type { Parts } from './parts.js'

export interface Fault {
  readonly name: string
  /** Ids of the requirements that it breaks; the first is the one that must catch it. */
  readonly breaks: readonly [string, ...string[]]
  /** One sentence: the real bug that this is. */
  readonly summary: string
  /** Of which server it is a defect: of a Matrix one, of one of channels, or (sse) of any event stream where its parts are met in both. */
  readonly profile: 'sse' | 'matrix'
  /** It ends every stream by itself, and is judged as one that a configured request opens. */
  readonly finite?: true
  /** It spoils so few deliveries that only a load shows it: `ssespec load` meets it, a check passes. */
  readonly underLoad?: true
  /** It needs more than one channel to show. */
  readonly channels?: true
  /** Called once in a server's life, so what the defect remembers lives in its closure. */
  readonly wrap: (clean: Parts) => Partial<Parts>
}

/** The fault with that name. @throws {RangeError} that lists the names which are near, when there is none */
function faultNamed(name: string, faults: readonly Fault[]): Fault {
  const found = faults.find(fault => fault.name === name)
  if (found !== undefined) return found
  const near = faults
    .map(fault => ({ name: fault.name, distance: distance(name, fault.name) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(each => each.name)
  throw new RangeError(`unknown fault "${name}"; did you mean ${near.join(', ')}? "ssespec list" shows all`)
}

/** The parts of a server with the faults of these names, each around those before it. @throws {RangeError} when there is no fault with such a name */
export const withFaults = (clean: Parts, names: string | readonly string[] = [], faults: readonly Fault[]): Parts => {
  let parts = clean
  for (const name of [names].flat()) parts = { ...parts, ...faultNamed(name, faults).wrap(parts) }
  return parts
}

/** How many letters have to be put in, taken out or changed to make one of the other (Levenshtein). */
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
