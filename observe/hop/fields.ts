import { type At, defined, type PassedField } from '../../schemas/index.js'
import { brief } from '../places.js'

/** A header field: name in lower case, value latin1. */
export type Field = readonly [name: string, value: string]

/** The header fields of a request, from its bytes. */
export const requestFields = (sent: string): Field[] => {
  const [, ...lines] = (sent.split('\r\n\r\n')[0] ?? '').split('\r\n')
  return lines.flatMap(line => {
    const colon = line.indexOf(':')
    return colon < 1 ? [] : [[line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const]
  })
}

/** All values of a name, as one list (RFC 9110 §5.3). */
const byName = (fields: readonly Field[]): Map<string, string> => {
  const named = new Map<string, string>()
  for (const [name, value] of fields) named.set(name, named.has(name) ? `${named.get(name)}, ${value}` : value)
  return named
}

/** The fields that were sent, beside what was received. Those that belong to a hop are left out. */
export const passedFields = (
  sent: readonly Field[],
  received: readonly Field[],
  isOwn: (name: string) => boolean,
  at: At,
): Record<string, PassedField> => {
  const there = byName(received)
  const end_to_end = [...byName(sent)].filter(([name]) => !isOwn(name))
  return Object.fromEntries(
    end_to_end.map(([name, value]) => {
      const other = there.get(name)
      return [name, { sent: brief(value), ...defined({ received: other && brief(other) }), same: other === value, at }] as const
    }),
  )
}
