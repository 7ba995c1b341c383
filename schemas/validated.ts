import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import { packageRoot } from './root.js'
import type { Documents } from './types.js'

/** A document does not match its schema. `faults` has a line per fault: where, what was expected, and what was found. */
export class DocumentError extends Error {
  readonly faults: readonly string[]
  constructor(what: string, faults: readonly string[]) {
    super([`${what} is not valid:`, ...faults.map(fault => `  ${fault}`)].join('\n'))
    this.name = 'DocumentError'
    this.faults = faults
  }
}

const room = join(packageRoot, 'schemas')

/** The schema of a document, as in its file. */
export const schemaOf = (name: keyof Documents): object => JSON.parse(readFileSync(join(room, `${name}.schema.json`), 'utf8'))

const loadSchemas = (): Ajv2020 => {
  const ajv = new Ajv2020({ keywords: ['x-words'], allErrors: true, strictTypes: false, strictRequired: false, verbose: true })
  for (const file of readdirSync(room)) {
    if (file.endsWith('.schema.json')) ajv.addSchema(JSON.parse(readFileSync(join(room, file), 'utf8')))
  }
  return ajv
}

let schemas: Ajv2020 | undefined

const ID = (name: string) => `https://ssespec.dev/schemas/${name}.schema.json`

const compiled = (id: string): ValidateFunction => {
  schemas ??= loadSchemas()
  const validate = schemas.getSchema(id)
  if (validate === undefined) throw new Error(`There is no schema of that name: ${id}`)
  return validate
}

interface Branch {
  readonly properties?: { readonly what?: { readonly const?: string; readonly enum?: readonly string[] } }
}

let kinds: ReadonlyMap<unknown, string> | undefined

/** The schema of each kind of recording line, by its `what`; the header has none. */
const kindsOfLine = (): ReadonlyMap<unknown, string> => {
  const whole = ID('recording')
  const { $defs, oneOf } = compiled(whole).schema as { $defs: Record<string, Branch>; oneOf: readonly { $ref: string }[] }
  return new Map(
    oneOf.flatMap(({ $ref }) => {
      const what = $defs[$ref.replace('#/$defs/', '')]?.properties?.what
      return (what?.enum ?? [what?.const]).map((name): [unknown, string] => [name, whole + $ref])
    }),
  )
}

/** A line names its kind, so errors about all other kinds are noise. */
const kindOf = (line: unknown): string | { readonly fault: string } => {
  if (line === null || typeof line !== 'object' || Array.isArray(line)) return ID('recording')
  kinds ??= kindsOfLine()
  const said = 'what' in line ? line.what : undefined
  const known = [...kinds.keys()].filter(name => name !== undefined)
  return kinds.get(said) ?? { fault: `what: must be one of ${known.join(', ')}; it is ${standsThere(said)}` }
}

const place = (pointer: string): string => (pointer === '' ? 'the document' : pointer.slice(1).replaceAll('/', '.'))

const standsThere = (data: unknown): string => {
  const text = JSON.stringify(data) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

const say = (error: ErrorObject): string => {
  const where = place(error.instancePath)
  switch (error.keyword) {
    case 'additionalProperties':
      return `${where}: ${JSON.stringify(error.params.additionalProperty)} is not a known key; known are ${Object.keys(error.parentSchema?.properties ?? {}).join(', ')}`
    case 'required':
      return `${where}: ${JSON.stringify(error.params.missingProperty)} is missing`
    case 'enum':
      return `${where}: must be one of ${error.params.allowedValues.join(', ')}; it is ${standsThere(error.data)}`
    case 'pattern':
      return `${where}: must match ${error.params.pattern}; it is ${standsThere(error.data)}`
    default:
      return `${where}: ${error.message}; it is ${standsThere(error.data)}`
  }
}

const REQUIRED = '/required'

/** Of several possible shapes, the one whose keys match is meant; errors about the others do not help. */
const ofTheBranchesMeant = (errors: readonly ErrorObject[]): ErrorObject[] => {
  const places = errors.filter(({ keyword }) => keyword === 'oneOf').map(({ instancePath }) => instancePath)
  return places.reduce<ErrorObject[]>(
    (left, at) => {
      const others = left
        .filter(({ keyword, instancePath }) => keyword === 'required' && instancePath === at)
        .map(({ schemaPath }) => schemaPath.slice(0, -REQUIRED.length))
      const isOfOthers = ({ instancePath, schemaPath }: ErrorObject): boolean =>
        instancePath.startsWith(at) && others.some(branch => schemaPath.startsWith(`${branch}/`))
      const isLeft = left.some(error => error.keyword !== 'oneOf' && error.instancePath.startsWith(at) && !isOfOthers(error))
      return isLeft ? left.filter(error => !isOfOthers(error)) : left
    },
    [...errors],
  )
}

/** A document of a stranger may have a fault per value. Nobody reads more than a few. */
const MOST_ERRORS = 1000

/** What is wrong with a document, one line per fault; empty if it is valid. */
export const documentFaults = (name: keyof Documents, document: unknown): string[] => {
  const kind = name === 'recording' ? kindOf(document) : ID(name)
  if (typeof kind !== 'string') return [kind.fault]
  const validate = compiled(kind)
  if (validate(document)) return []
  const errors = ofTheBranchesMeant((validate.errors ?? []).slice(0, MOST_ERRORS))
  // The branches of a oneOf each report errors; the oneOf itself adds nothing.
  const telling = errors.filter(error => error.keyword !== 'oneOf')
  return [...new Set((telling.length > 0 ? telling : errors).map(say))]
}

/** The document as its type. Throws a DocumentError that lists each fault. `what` names the document for the user. */
export const validated = <Name extends keyof Documents>(name: Name, document: unknown, what: string): NonNullable<Documents[Name]> => {
  const faults = documentFaults(name, document)
  if (faults.length > 0) throw new DocumentError(what, faults)
  return document as NonNullable<Documents[Name]>
}
