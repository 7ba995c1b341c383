import { type At, MARKER, type SyncItem } from '../../schemas/index.js'
import { isObject, type JsonObject, told } from '../payload.js'
import { brief } from '../places.js'

/** A `/sync` response, and where it was seen. */
export interface Batch {
  readonly response: JsonObject
  readonly at: At
}

const BODY_CHARACTERS = 200

export const objectAt = (value: unknown, ...path: string[]): JsonObject => {
  let here: unknown = value
  for (const name of path) here = isObject(here) && Object.hasOwn(here, name) ? here[name] : undefined
  return isObject(here) ? here : {}
}

export const listAt = (value: unknown, ...path: string[]): unknown[] => {
  const last = path.at(-1) ?? ''
  const list = objectAt(value, ...path.slice(0, -1))[last]
  return Array.isArray(list) ? list : []
}

export const stringAt = (value: unknown, ...path: string[]): string | undefined => {
  const last = path.at(-1) ?? ''
  const text = objectAt(value, ...path.slice(0, -1))[last]
  return typeof text === 'string' ? text : undefined
}

/** JSON with sorted keys, so that equal content gives equal text. */
export const ordered = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(ordered).join(',')}]`
  if (!isObject(value)) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([name, item]) => `${JSON.stringify(name)}:${ordered(item)}`).join(',')}}`
}

const optional = (name: string, value: string | undefined): object => (value === undefined ? {} : { [name]: value })

/** An event of a section, as an item of the picture. */
export const itemOf = (event: unknown, batch: number, at: At): SyncItem => {
  const content = objectAt(event, 'content')
  const body = stringAt(content, 'body')
  return {
    batch,
    ...optional('type', stringAt(event, 'type')),
    ...optional('sender', stringAt(event, 'sender')),
    ...optional('event_id', stringAt(event, 'event_id')),
    ...optional('state_key', stringAt(event, 'state_key')),
    ...optional('membership', stringAt(content, 'membership')),
    ...optional('transaction_id', stringAt(event, 'unsigned', 'transaction_id')),
    ...optional('redacts', stringAt(event, 'redacts') ?? stringAt(content, 'redacts')),
    ...optional('marker', body === undefined ? undefined : MARKER.exec(body)?.[0]),
    ...optional('body', body === undefined ? undefined : brief(body, BODY_CHARACTERS)),
    content: told(ordered(content)),
    at,
  }
}
