/** Changes at the places of an observation that a schema speaks of. */

export type Path = readonly string[]

type Fields = Readonly<Record<string, unknown>>
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null

// Of many children of one kind the first few say it all.
const MOST_CHILDREN = 3
const SAME_PLACE = ['not', 'if', 'then', 'else'] as const
const LISTS = ['allOf', 'anyOf', 'oneOf'] as const
const PATTERNS = 'patternProperties'
const CHILDREN = ['items', 'additionalProperties', 'contains'] as const

/** Where the value has, or could have, what the schema speaks of. */
export function* placesOf(schema: unknown, value: unknown, path: Path = []): Generator<Path> {
  if (path.length > 0) yield path
  if (!isFields(schema)) return
  for (const name of SAME_PLACE) if (schema[name] !== undefined) yield* placesOf(schema[name], value, path)
  for (const name of LISTS) for (const one of Array.isArray(schema[name]) ? schema[name] : []) yield* placesOf(one, value, path)
  for (const name of Array.isArray(schema.required) ? schema.required : []) yield [...path, String(name)]
  const own = isFields(value) ? value : {}
  for (const [name, inner] of Object.entries(isFields(schema.properties) ? schema.properties : {})) {
    yield* placesOf(inner, own[name], [...path, name])
  }
  for (const [pattern, inner] of Object.entries(isFields(schema[PATTERNS]) ? schema[PATTERNS] : {})) {
    const named = Object.entries(own).filter(([name]) => new RegExp(pattern).test(name))
    for (const [child, there] of named.slice(0, MOST_CHILDREN)) yield* placesOf(inner, there, [...path, child])
  }
  for (const name of CHILDREN) {
    if (schema[name] === undefined) continue
    for (const [child, inner] of Object.entries(own).slice(0, MOST_CHILDREN)) yield* placesOf(schema[name], inner, [...path, child])
  }
}

/** Stands for: not there. */
export const REMOVED = Symbol('removed')

/** A copy of the value that has another value at the path, or none; what is not on the way is shared. */
export const changed = (value: unknown, path: Path, to: unknown): unknown => {
  const [name, ...rest] = path
  if (name === undefined) return to
  const inner = changed(isFields(value) ? value[name] : undefined, rest, to)
  if (Array.isArray(value)) return value.flatMap((item, index) => (String(index) !== name ? [item] : inner === REMOVED ? [] : [inner]))
  const others = Object.entries(isFields(value) ? value : {}).filter(([key]) => key !== name)
  return Object.fromEntries(inner === REMOVED ? others : [...others, [name, inner]])
}

const at = { connection: 'a', offset: 1, length: 1, t_ms: 1 }
const event = { data: 'forged-lf forged-cr', last_event_id: 'forged-lf forged-cr', at }

/** What an observation may have, here or there. */
export const VALUES: readonly unknown[] = [
  REMOVED,
  true,
  false,
  0,
  50,
  200,
  401,
  204,
  500,
  1e9,
  '',
  'not-http',
  '*',
  'close',
  'fin',
  'gzip',
  'event',
  'lost',
  'held',
  [],
  ['a', 'b'],
  [{ text: 'a', at }],
  [{ payload: 'a', at }],
  [{ value: '1s', at }],
  [{ ...event, data: 'forged-lf' }],
  [{ ...event, data: 'forged-cr', last_event_id: '' }],
  [{ heartbeats: 3, at }],
  { how: 'fin', at, after_ms: 1, prompted: false, pending: [] },
  'online',
  ...['rooms', 'to_device', 'account_data', 'presence'].map(section => [{ text: `${section}: ssespec-00000000-a`, at }]),
  ...['cut', 'acknowledged'].map(what => [{ batch: 0, type: `org.ssespec.${what}`, at }]),
  ...['name', 'topic', 'state-key', 'display-name'].map(name => [{ ...event, data: `forged-${name}` }]),
  [{ batch: 0, body: 'said after logout', at }],
]
