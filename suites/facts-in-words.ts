import { schemaOf } from '../schemas/index.js'

/** How a boolean fact reads when it is true, and when it is false. */
interface Clause {
  readonly yes: string
  readonly no: string
}

/**
 * The keyword `x-words` in observation.schema.json: how a fact reads. {1}, {2}, … are the names under `additionalProperties` and the numbers of
 * items, from 1, on the way to it. Nouns have no article because they are printed before a colon or after “no”. A string is a noun.
 */
interface Words extends Partial<Clause> {
  readonly noun?: string
  /** Its name where it is missing from what it is a part of. */
  readonly part?: string
  /** What is in a document that the server sent; the last number is its path there. */
  readonly inside?: string
}

interface Schema {
  readonly $ref?: string
  readonly 'x-words'?: string | Words
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly additionalProperties?: Schema | boolean
}

interface Root extends Schema {
  readonly $defs: Readonly<Record<string, Schema>>
}

let loaded: Root | undefined

const root = (): Root => {
  loaded ??= schemaOf('observation') as Root
  return loaded
}

/** A schema that applies to a fact, and the names and numbers on the way to it. */
interface Place {
  readonly schema: Schema
  readonly captured: readonly string[]
}

const isIndex = (name: string): boolean => /^\d+$/.test(name)

/** The place, and the one that it refers to. Keywords beside a `$ref` describe this use of it, so they come first. */
const referred = ({ schema, captured }: Place): Place[] => {
  const definition = root().$defs[schema.$ref?.replace('#/$defs/', '') ?? '']
  return definition === undefined ? [{ schema, captured }] : [{ schema, captured }, ...referred({ schema: definition, captured })]
}

const under =
  (name: string) =>
  ({ schema: { properties = {}, items, additionalProperties: others }, captured }: Place): Place[] => {
    const own = Object.hasOwn(properties, name) ? properties[name] : undefined
    if (own !== undefined) return [{ schema: own, captured }]
    if (items !== undefined && isIndex(name)) return [{ schema: items, captured: [...captured, String(Number(name) + 1)] }]
    return typeof others === 'object' ? [{ schema: others, captured: [...captured, name.replaceAll('_', ' ')] }] : []
  }

/** A path into JSON, as JavaScript writes it: `rooms.join["!a:b"].timeline.events[0]`. */
const pathOf = (names: readonly string[]): string =>
  names
    .map(name => {
      if (isIndex(name)) return `[${name}]`
      return /^[\w.]+$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`
    })
    .join('')
    .replace(/^\./, '')

const filled = (text: string, captured: readonly string[]): string =>
  text.replace(/\{(\d)\}/g, (_whole, number: string) => captured[Number(number) - 1] ?? '')

const wordsOf = (schema: Schema): Words => {
  const words = schema['x-words'] ?? {}
  return typeof words === 'string' ? { noun: words } : words
}

/** The places of a fact, given those of the document that its names lead through. */
const placesAt = (places: readonly Place[], names: readonly string[]): Place[] => {
  const all = places.flatMap(referred)
  const [name, ...rest] = names
  if (name === undefined) return all
  const inner = all.flatMap(under(name))
  if (inner.length > 0) return placesAt(inner, rest)
  return all.flatMap(({ schema, captured }) => {
    const noun = wordsOf(schema).inside
    return noun === undefined ? [] : [{ schema: { 'x-words': { noun } }, captured: [...captured, pathOf(names)] }]
  })
}

/** The words of a fact, filled in; those of its own place before those of the definition that it refers to. */
const wordsAt = (names: readonly string[]): Words => {
  const parts = placesAt([{ schema: root(), captured: [] }], names)
    .toReversed()
    .flatMap(({ schema, captured }) => Object.entries(wordsOf(schema)).map(([part, text]) => [part, filled(text, captured)]))
  return Object.fromEntries(parts)
}

/** The fact at a JSON pointer of an observation, in words; undefined if the schema has none for it. */
export const factInWords = (names: readonly string[]): string | Clause | undefined => {
  const { noun, yes, no } = wordsAt(names)
  return yes !== undefined && no !== undefined ? { yes, no } : noun
}

/** A fact as a part that is missing, in words. */
export const partInWords = (names: readonly string[]): string => wordsAt(names).part ?? names.at(-1) ?? ''

/** The unit in a name's suffix, with a leading space: `after_ms` gives ` ms`. */
export const unitOf = (name: string): string => (/(?:^|_)(ms|s|bytes)$/.exec(name)?.[1] ?? '').replace(/^(?=.)/, ' ')
