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

/** Expands every reference (`{ "$ref": "conditions#/arrived" }`, `{ "$ref": "sources#/html-dispatch" }`). Throws Error for an unknown name. */
export const writtenOut = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(writtenOut)
  if (typeof value !== 'object' || value === null) return value
  const [, table, name] = REFERENCE.exec(String((value as { $ref?: unknown }).$ref)) ?? []
  if (table !== undefined && name !== undefined) return writtenOut(named(table, name))
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, writtenOut(part)]))
}
