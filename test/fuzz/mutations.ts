/** JSON documents and bytes, spoilt anywhere. */

import fc from 'fast-check'

const DEEP = 300

const deep = (depth: number): unknown => {
  let value: unknown = 0
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value }
  return value
}

/** Values that stand where another was expected. */
const strange: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, -1, 0, 1.5, 1e21, '', '\0', '\x1b[2J', '__proto__', 'constructor', [], {}, [null], deep(DEEP)),
  fc.jsonValue({ maxDepth: 2 }),
)

/** Where to change a document, as shares of the way through its members; and what to. */
export interface Mutation {
  readonly way: readonly number[]
  readonly change: 'replace' | 'remove' | 'repeat' | 'rename'
  readonly value: unknown
}

export const mutation: fc.Arbitrary<Mutation> = fc.record({
  way: fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 8 }),
  change: fc.constantFrom('replace' as const, 'remove' as const, 'repeat' as const, 'rename' as const),
  value: strange,
})

const isNode = (value: unknown): value is Record<string, unknown> | unknown[] => typeof value === 'object' && value !== null

const changedIn = (node: Record<string, unknown> | unknown[], key: string, { change, value }: Mutation): unknown => {
  const entries: [string, unknown][] = Object.entries(node).flatMap(([name, member]): [string, unknown][] => {
    if (name !== key) return [[name, member]]
    if (change === 'remove') return []
    if (change === 'repeat')
      return [
        [name, member],
        [`${name}x`, member],
      ]
    if (change === 'rename') return [[String(value), member]]
    return [[name, value]]
  })
  return Array.isArray(node) ? entries.map(([, member]) => member) : Object.fromEntries(entries)
}

/** A copy of a JSON document with one place changed. */
export const mutated = (document: unknown, mutation: Mutation, depth = 0): unknown => {
  if (!isNode(document)) return mutation.value
  const keys = Object.keys(document)
  const key = keys[Math.floor((mutation.way[depth] ?? 0) * keys.length)]
  if (key === undefined) return mutation.value
  const inner = (document as Record<string, unknown>)[key]
  if (depth + 1 >= mutation.way.length || !isNode(inner)) return changedIn(document, key, mutation)
  return changedIn(document, key, { ...mutation, change: 'replace', value: mutated(inner, mutation, depth + 1) })
}

/** Bytes with pieces replaced, removed or inserted, at shares of their length. */
export const splices = fc.array(
  fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), remove: fc.nat({ max: 40 }), insert: fc.uint8Array({ maxLength: 40 }) }),
  { minLength: 1, maxLength: 4 },
)

export const spliced = (bytes: Buffer, changes: readonly { at: number; remove: number; insert: Uint8Array }[]): Buffer =>
  changes.reduce((so_far, { at, remove, insert }) => {
    const from = Math.floor(at * so_far.length)
    return Buffer.concat([so_far.subarray(0, from), insert, so_far.subarray(from + remove)])
  }, bytes)
