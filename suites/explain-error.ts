import type { ErrorObject } from 'ajv'

const MOST_CHARACTERS = 300

/** JSON, cut where it is long. */
export const briefJson = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text
}

const pathOf = (pointer: string): string =>
  pointer === ''
    ? 'the observation'
    : pointer
        .slice(1)
        .split('/')
        .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'))
        .join('.')

const LIMITS: Record<string, string> = { maximum: '≤', minimum: '≥', exclusiveMaximum: '<', exclusiveMinimum: '>' }

const count = (what: number): string => (what === 0 ? 'none' : String(what))

const isList = (value: unknown): value is unknown[] => Array.isArray(value)

const told = (item: unknown): string => {
  if (item === null || typeof item !== 'object') return briefJson(item)
  const { text, payload, value, bytes, data } = item as Record<string, unknown>
  return briefJson(text ?? payload ?? value ?? bytes ?? data ?? item)
}

const tellList = (list: readonly unknown[]): string => {
  const shown = list.slice(0, 3).map(told).join(', ')
  return `${list.length}: ${shown}${list.length > 3 ? ', …' : ''}`
}

/** What a schema asked for, and what stood there. */
export const explainError = (error: ErrorObject): { expected: string; actual: string } => {
  const path = pathOf(error.instancePath)
  const { params, data } = error
  const actual = isList(data) ? tellList(data) : briefJson(data)
  const limit = LIMITS[error.keyword]
  if (limit !== undefined) return { expected: `${path} ${limit} ${params.limit}`, actual }
  switch (error.keyword) {
    case 'const':
      return { expected: `${path} is ${briefJson(params.allowedValue)}`, actual }
    case 'enum':
      return { expected: `${path} is one of ${params.allowedValues.map(briefJson).join(', ')}`, actual }
    case 'required':
      return {
        expected: `${path} has ${params.missingProperty}`,
        actual: 'it has none',
      }
    case 'maxItems':
      return { expected: `${path}: ${params.limit === 0 ? 'none' : `at most ${params.limit}`}`, actual }
    case 'minItems':
      return { expected: `${path}: at least ${params.limit}`, actual: isList(data) ? count(data.length) : actual }
    case 'maxProperties':
    case 'minProperties':
      return { expected: `${path}: ${error.message}`, actual: Object.keys(data as object).join(', ') || 'none' }
    case 'pattern':
      return { expected: `${path} matches ${params.pattern}`, actual }
    case 'false schema':
      return { expected: `no ${path}`, actual }
    case 'contains':
      return { expected: `${path} contains ${briefJson(error.schema)}`, actual }
    case 'not':
      return { expected: `${path} is not ${briefJson(error.schema)}`, actual }
    default:
      return { expected: `${path} ${error.message}`, actual }
  }
}
