/** `event_fields` of a filter: which fields of an event are sent, each a dotted path with `\.` for a dot in a name. */

import { isObject, type JsonObject } from '../json.js'

export function fieldsPicker(fields: readonly string[] | undefined): (event: JsonObject) => JsonObject {
  if (fields === undefined) return event => event
  const paths = fields.map(path)
  return event => {
    const left: JsonObject = {}
    for (const each of paths) copy(event, left, each)
    return left
  }
}

function path(field: string): string[] {
  return (field.match(/(?:\\.|[^.\\])+/g) ?? []).map(part => part.replace(/\\(.)/g, '$1'))
}

function copy(from: JsonObject, to: JsonObject, [name, ...rest]: readonly string[]): void {
  if (name === undefined || name === '__proto__' || !Object.hasOwn(from, name)) return
  const value = from[name]
  if (rest.length === 0) {
    to[name] = value
    return
  }
  if (!isObject(value)) return
  const inner = Object.hasOwn(to, name) && isObject(to[name]) ? { ...to[name] } : {}
  copy(value, inner, rest)
  if (Object.keys(inner).length > 0) to[name] = inner
}
