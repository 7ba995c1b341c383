import { createHash } from 'node:crypto'
import { MARKER } from '../schemas/index.js'
import { detached } from '../wire/index.js'
import { parsedJson } from './nesting.js'

/** How a server embeds a publication in an event's data: unchanged, as a JSON string, or inside a JSON object at a pointer. */
export type Encoding = string

export interface PayloadReading {
  readonly encoding: Encoding
  /** The payload, or the length and digest of a long one. */
  readonly text: string
}

/** A payload that an event may carry, in every way in which it can be read. */
export interface Payload {
  readonly marker: string | undefined
  readonly readings: readonly PayloadReading[]
}

const WHOLE_CHARACTERS = 2000

/** A text that represents a payload of any length: the payload itself, or the length and digest of a long one. */
export const told = (text: string): string =>
  text.length <= WHOLE_CHARACTERS ? text : `${text.length} characters, SHA-256 ${createHash('sha256').update(text).digest('hex')}`

export const RAW = 'raw'
const JSON_STRING = 'json-string'

/** A client reads CRLF, CR and LF all as LF (HTML §9.2.6), so a payload that is sent unchanged loses the difference. */
export const asRead = (text: string, encoding: Encoding): string => (encoding === RAW ? text.replaceAll(/\r\n|\r/g, '\n') : text)

const leaves = (value: unknown, pointer: string, found: [string, string][]): [string, string][] => {
  if (found.length >= 50) return found
  if (typeof value === 'string') found.push([pointer, value])
  else if (value !== null && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) leaves(item, `${pointer}/${key}`, found)
  }
  return found
}

const parsed = (data: string): unknown => {
  if (!/^\s*["{[]/.test(data)) return undefined
  try {
    return parsedJson(data)
  } catch {
    return undefined
  }
}

/** Every way in which the data may carry a payload that contains the marker, or any payload if there is no marker. */
export const payloadReadings = (data: string, marker: string | undefined): PayloadReading[] => {
  const readings: PayloadReading[] = [{ encoding: RAW, text: told(detached(data)) }]
  const value = parsed(data)
  if (typeof value === 'string') readings.push({ encoding: JSON_STRING, text: told(value) })
  else if (value !== undefined) {
    for (const [pointer, text] of leaves(value, '', [])) {
      if (marker === undefined || text.includes(marker)) readings.push({ encoding: pointer, text: told(text) })
    }
  }
  return readings
}

export type JsonObject = { readonly [name: string]: unknown }

export const isObject = (value: unknown): value is JsonObject => value !== null && typeof value === 'object' && !Array.isArray(value)

/** The JSON object in the data; undefined if it is not one. */
export const jsonObject = (data: string): JsonObject | undefined => {
  const value = parsed(data)
  return isObject(value) ? value : undefined
}

/** The marker of the publication in the data, searched only at both ends, where payloads have it. */
export const markerIn = (data: string): string | undefined => {
  const LOOK_AT = 4096
  const marker = MARKER.exec(data.slice(0, LOOK_AT))?.[0] ?? (data.length > LOOK_AT ? MARKER.exec(data.slice(-LOOK_AT))?.[0] : undefined)
  return marker === undefined ? undefined : detached(marker)
}
