import type { ErrorObject } from 'ajv'
import { pointerNames } from '../schemas/index.js'
import { factInWords, partInWords, unitOf } from './facts-in-words.js'

const MOST_CHARACTERS = 300

/** JSON, truncated after 300 characters. */
export const briefJson = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text
}

const LIMITS: Record<string, string> = { maximum: 'at most', minimum: 'at least', exclusiveMaximum: 'below', exclusiveMinimum: 'above' }

const isList = (value: unknown): value is unknown[] => Array.isArray(value)

const told = (item: unknown): string => {
  if (item === null || typeof item !== 'object') return briefJson(item)
  const { text, payload, value, bytes, data } = item as Record<string, unknown>
  return briefJson(text ?? payload ?? value ?? bytes ?? data ?? item)
}

const tellList = (list: readonly unknown[]): string => {
  const shown = list.slice(0, 3).map(told).join(', ')
  return list.length === 0 ? 'none' : `${list.length}: ${shown}${list.length > 3 ? ', …' : ''}`
}

const either = (values: readonly unknown[]): string => values.map(briefJson).join(' or ')

interface Said {
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly pattern?: string
  readonly properties?: Readonly<Record<string, Said>>
}

/** What a small schema expects, as text that follows the name of a fact. */
const schemaInWords = (schema: Said): string => {
  if (schema.const !== undefined) return briefJson(schema.const)
  if (schema.enum !== undefined) return either(schema.enum)
  if (schema.pattern !== undefined) return `text matching ${schema.pattern}`
  if (schema.properties === undefined) return briefJson(schema)
  const parts = Object.entries(schema.properties).map(([name, part]) => `${name} ${schemaInWords(part)}`)
  return `an item with ${parts.join(' and ')}`
}

interface Fact {
  readonly noun: string
  readonly unit: string
}

const factAt = (names: readonly string[]): Fact => {
  const words = factInWords(names)
  const unit = unitOf(names.at(-1) ?? '')
  if (typeof words === 'string') return { noun: words, unit }
  return { noun: names.length === 0 ? 'observation' : names.join('.'), unit }
}

type Wording = (error: ErrorObject, fact: Fact) => string

const WORDINGS: Readonly<Record<string, Wording>> = {
  const: ({ params }, { noun }) => `${noun}: ${briefJson(params.allowedValue)}`,
  enum: ({ params }, { noun }) => `${noun}: ${either(params.allowedValues)}`,
  required: ({ params, instancePath }, { noun }) =>
    `${noun}: ${partInWords([...pointerNames(instancePath), String(params.missingProperty)])}`,
  maxItems: ({ params }, { noun }) => (params.limit === 0 ? `no ${noun}` : `at most ${params.limit} ${noun}`),
  minItems: ({ params }, { noun }) => `at least ${params.limit} ${noun}`,
  maxProperties: ({ message }, { noun }) => `${noun}: ${message}`,
  minProperties: ({ message }, { noun }) => `${noun}: ${message}`,
  type: ({ params }, { noun }) => `${noun}: of type ${either([params.type].flat())}`,
  pattern: ({ params }, { noun }) => `${noun}: text matching ${params.pattern}`,
  'false schema': (_error, { noun }) => `no ${noun}`,
  contains: ({ schema }, { noun }) => `${noun}: ${schemaInWords(schema as Said)}`,
  not: ({ schema }, { noun }) => `${noun}: not ${schemaInWords(schema as Said)}`,
}

const limitWording = ({ keyword, params }: ErrorObject, { noun, unit }: Fact): string =>
  `${noun}: ${LIMITS[keyword]} ${params.limit}${unit}`

const actualOf = ({ keyword, data, instancePath }: ErrorObject): string => {
  if (keyword === 'required') return 'none'
  if (keyword === 'maxProperties' || keyword === 'minProperties') return Object.keys(data as object).join(', ') || 'none'
  if (keyword === 'type') return briefJson(data)
  if (isList(data)) return tellList(data)
  if (data === null) return 'nothing'
  if (keyword === 'false schema' && typeof data === 'object' && 'how' in data) return `it ended: ${data.how}`
  return typeof data === 'number' ? `${data}${unitOf(pointerNames(instancePath).at(-1) ?? '')}` : briefJson(data)
}

/** The expected and the actual value of a schema error, in the words of a server's author. */
export const explainError = (error: ErrorObject): { expected: string; actual: string } => {
  const names = pointerNames(error.instancePath)
  const clause = factInWords(names)
  if (clause !== undefined && typeof clause !== 'string' && error.keyword === 'const' && typeof error.data === 'boolean') {
    const say = (is: unknown): string => (is === true ? clause.yes : clause.no)
    return { expected: say(error.params.allowedValue), actual: say(error.data) }
  }
  const wording = LIMITS[error.keyword] === undefined ? WORDINGS[error.keyword] : limitWording
  const fact = factAt(names)
  return { expected: wording?.(error, fact) ?? `${fact.noun}: ${error.message}`, actual: actualOf(error) }
}

/** The most useful error: an item missing from a list is reported for the list, not for its first item. */
export const tellingError = (errors: readonly ErrorObject[]): ErrorObject | undefined => {
  const [first] = errors
  return errors.find(({ keyword, instancePath }) => keyword === 'contains' && first?.instancePath.startsWith(`${instancePath}/`)) ?? first
}
