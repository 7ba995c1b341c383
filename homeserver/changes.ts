/**
 * What changed since a position, each item once. Changes are kept in order, and a later change of the same item replaces the earlier one, so the cost
 * depends only on what changed since.
 */

export interface Changes {
  readonly latest: Map<string, number>
  log: { readonly position: number; readonly key: string }[]
}

export function createChanges(): Changes {
  return { latest: new Map(), log: [] }
}

/** Positions only grow. */
export function noteChange(changes: Changes, key: string, position: number): void {
  changes.latest.set(key, position)
  changes.log.push({ position, key })
  if (changes.log.length <= 2 * changes.latest.size + 64) return
  changes.log = changes.log.filter(entry => changes.latest.get(entry.key) === entry.position)
}

/** The items that changed after the position, in the order of their latest change. */
export function changedSince(changes: Changes, position: number): string[] {
  const { log, latest } = changes
  const keys: string[] = []
  for (let index = firstAfter(log, position); index < log.length; index += 1) {
    const entry = log[index]
    if (entry !== undefined && latest.get(entry.key) === entry.position) keys.push(entry.key)
  }
  return keys
}

/** The index of the first entry after the position, in a list sorted by position; its length if there is none. */
export function firstAfter(list: readonly { readonly position: number }[], position: number): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((list[middle]?.position ?? 0) > position) high = middle
    else low = middle + 1
  }
  return low
}

/** The last entry at or before the position. */
export function lastUntil<T extends { readonly position: number }>(list: readonly T[], position: number): T | undefined {
  return list[firstAfter(list, position) - 1]
}
