import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../schemas/index.js'

/** Conditions that several requirements share, by name. */
export const CONDITIONS = 'suites/conditions.json'

const REFERENCE = /^conditions#\/([a-z0-9-]+)$/

let loaded: Readonly<Record<string, unknown>> | undefined

const conditions = (): Readonly<Record<string, unknown>> => {
  loaded ??= JSON.parse(readFileSync(join(packageRoot, CONDITIONS), 'utf8')) as Readonly<Record<string, unknown>>
  return loaded
}

const named = (name: string): unknown => {
  const condition = conditions()[name]
  if (condition === undefined) throw new Error(`${CONDITIONS} has no condition "${name}".`)
  return condition
}

/** Expands every reference to a condition (`{ "$ref": "conditions#/arrived" }`) in a schema. Throws Error for an unknown name. */
export const writtenOut = <Schema>(schema: Schema): Schema => {
  if (Array.isArray(schema)) return schema.map(writtenOut) as Schema
  if (typeof schema !== 'object' || schema === null) return schema
  const [, name] = REFERENCE.exec(String((schema as { $ref?: unknown }).$ref)) ?? []
  if (name !== undefined) return writtenOut(named(name)) as Schema
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, writtenOut(value)])) as Schema
}
