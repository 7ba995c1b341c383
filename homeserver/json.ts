/** Reads untrusted JSON: each reader returns a value of its type or throws 400 `M_BAD_JSON`. */

import { badJson, missingParam } from './errors.js'

export type JsonObject = { [key: string]: unknown }

/** Deeper values would overflow the stack of recursive code. */
const MAX_DEPTH = 100

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function textIn(object: JsonObject, name: string): string {
  const value = optionalText(object, name)
  if (value === undefined) throw missingParam(name)
  return value
}

export function optionalText(object: JsonObject, name: string): string | undefined {
  const value = own(object, name)
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw badJson(`"${name}" is not a string`)
  return value
}

export function optionalFlag(object: JsonObject, name: string): boolean | undefined {
  const value = own(object, name)
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'boolean') throw badJson(`"${name}" is not a boolean`)
  return value
}

export function optionalInteger(object: JsonObject, name: string): number | undefined {
  const value = own(object, name)
  if (value === undefined || value === null) return undefined
  if (!Number.isSafeInteger(value)) throw badJson(`"${name}" is not an integer`)
  return value as number
}

export function objectIn(object: JsonObject, name: string): JsonObject {
  const value = optionalObject(object, name)
  if (value === undefined) throw missingParam(name)
  return value
}

export function optionalObject(object: JsonObject, name: string): JsonObject | undefined {
  const value = own(object, name)
  if (value === undefined || value === null) return undefined
  if (!isObject(value)) throw badJson(`"${name}" is not an object`)
  return value
}

export function optionalList(object: JsonObject, name: string): unknown[] | undefined {
  const value = own(object, name)
  if (value === undefined || value === null) return undefined
  if (!Array.isArray(value)) throw badJson(`"${name}" is not a list`)
  return value
}

export function optionalTexts(object: JsonObject, name: string): string[] | undefined {
  const list = optionalList(object, name)
  if (list?.every(each => typeof each === 'string') === false) throw badJson(`"${name}" holds something that is not a string`)
  return list as string[] | undefined
}

/** The entries of an object whose values are objects. */
export function objectsIn(object: JsonObject, where: string): [key: string, value: JsonObject][] {
  return Object.entries(object).map(([key, value]) => {
    if (!isObject(value)) throw badJson(`"${key}" of ${where} is not an object`)
    return [key, value]
  })
}

/** An own property: a name such as `constructor` finds nothing. */
export function own(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined
}

/** Content of an event: integers only, and limited depth ("Canonical JSON"). */
export function checkContent(value: unknown, depth = 0): void {
  if (depth > MAX_DEPTH) throw badJson(`the content is nested over ${MAX_DEPTH} levels deep`)
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw badJson('the content holds a number that is not a safe integer')
  if (typeof value !== 'object' || value === null) return
  for (const each of Object.values(value)) checkContent(each, depth + 1)
}

/** Only limits the depth, for JSON that is not an event. */
export function checkDepth(value: unknown, depth = 0): void {
  if (depth > MAX_DEPTH) throw badJson(`the content is nested over ${MAX_DEPTH} levels deep`)
  if (typeof value !== 'object' || value === null) return
  for (const each of Object.values(value)) checkDepth(each, depth + 1)
}
