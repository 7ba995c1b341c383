import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../schemas/index.js'

/** What several requirements share, by name: conditions, and sentences of the standards. */
export const SHARED = ['suites/conditions.json', 'suites/sources.json'] as const

const REFERENCE = /^(conditions|sources)#\/([a-z0-9-]+)$/

const tables = new Map<string, Readonly<Record<string, unknown>>>()

const tableIn = (file: string): Readonly<Record<string, unknown>> => {
  const known = tables.get(file)
  if (known !== undefined) return known
  const table = JSON.parse(readFileSync(join(packageRoot, file), 'utf8')) as Readonly<Record<string, unknown>>
  tables.set(file, table)
  return table
}

const named = (table: string, name: string): unknown => {
  const file = `suites/${table}.json`
  const value = tableIn(file)[name]
  if (value === undefined) throw new Error(`${file} does not define "${name}".`)
  return value
}

const PATH = /^\/[^/?*[\]]+\??(\/([^/?*[\]]+\??|\*|\[\]))*$/

const within = (step: string, schema: unknown): object => {
  if (step === '*') return { additionalProperties: schema }
  if (step === '[]') return { items: schema }
  if (step.endsWith('?')) return { properties: { [step.slice(0, -1)]: schema } }
  return { properties: { [step]: schema }, required: [step] }
}

interface Nest {
  readonly properties?: Readonly<Record<string, unknown>>
  readonly required?: readonly string[]
}

/** Combines what the paths of one schema stand for with the schema's other keywords. */
const joined = (one: Nest, other: Nest): Nest => {
  const twice = Object.keys(other.properties ?? {}).find(name => one.properties?.[name] !== undefined)
  if (twice !== undefined) throw new Error(`Two paths begin with "${twice}". Write one path, and the rest of each inside it.`)
  const required = [...(one.required ?? []), ...(other.required ?? [])]
  return { ...one, ...other, properties: { ...one.properties, ...other.properties }, ...(required.length > 0 ? { required } : {}) }
}

/** The nested schemas that a path stands for. suites/README.md describes paths. */
const nested = (path: string, schema: unknown): Nest => {
  if (!PATH.test(path))
    throw new Error(`"${path}" is not a path. Write names, each after a "/": "/a/b?". Use * for every property, [] for every item.`)
  return path
    .slice(1)
    .split('/')
    .reduceRight((inner, step) => within(step, inner), schema) as Nest
}

/** Keywords whose keys are names or patterns, not keywords or paths. */
const OF_NAMES = new Set(['properties', 'patternProperties'])

const valuesWrittenOut = (value: object): object => Object.fromEntries(Object.entries(value).map(([key, part]) => [key, writtenOut(part)]))

/**
 * Expands every path (`{ "/events/count": { "minimum": 1 } }`) and every reference (`{ "$ref": "conditions#/arrived" }`,
 * `{ "$ref": "sources#/html-dispatch" }`). Throws Error for an unknown name and for an invalid path.
 */
export const writtenOut = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(writtenOut)
  if (typeof value !== 'object' || value === null) return value
  const [, table, name] = REFERENCE.exec(String((value as { $ref?: unknown }).$ref)) ?? []
  if (table !== undefined && name !== undefined) {
    if (Object.keys(value).length > 1) throw new Error(`"${table}#/${name}" has keywords beside it. Put both into an allOf.`)
    return writtenOut(named(table, name))
  }
  const entries = Object.entries(value)
  const keywords = entries
    .filter(([key]) => !key.startsWith('/'))
    .map(([key, part]) => [key, OF_NAMES.has(key) ? valuesWrittenOut(part) : writtenOut(part)])
  const nests = entries.filter(([key]) => key.startsWith('/')).map(([path, part]) => nested(path, writtenOut(part)))
  return nests.reduce(joined, Object.fromEntries(keywords))
}
