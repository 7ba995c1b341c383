/** The content of a `/sync` response (Client-Server API, "GET /_matrix/client/v3/sync"). */

type Json = { readonly [key: string]: unknown }

export interface SyncResponse {
  readonly next_batch: string
  /** The original text. If it contains a line break between tokens, which would end a line of the event stream, it is serialized again. */
  readonly content: string
  readonly sections: Json
  /** To-device messages, each as a JSON text. */
  readonly to_device: readonly string[]
}

/** @returns undefined when it is no response of `/sync`: not UTF-8, not JSON, or without a token that can be an event's id */
export function readSyncResponse(bytes: Buffer): SyncResponse | undefined {
  const text = utf8(bytes)
  const sections = text === undefined ? undefined : objectIn(text)
  if (text === undefined || sections === undefined) return undefined
  const { next_batch, to_device } = sections
  if (typeof next_batch !== 'string' || !isId(next_batch)) return undefined
  const messages = isObject(to_device) && Array.isArray(to_device.events) ? to_device.events : []
  return {
    next_batch,
    content: /[\r\n]/.test(text) ? JSON.stringify(sections) : text,
    sections,
    to_device: messages.map(message => JSON.stringify(message)),
  }
}

/** The response with those to-device messages; its original bytes if they are unchanged. */
export function withMessages({ content, sections, to_device }: SyncResponse, messages: readonly string[]): string {
  if (messages.length === to_device.length && messages.every((message, index) => message === to_device[index])) return content
  const events: unknown[] = messages.map(message => JSON.parse(message))
  return JSON.stringify({ ...sections, to_device: { ...(isObject(sections.to_device) ? sections.to_device : {}), events } })
}

/** Counts that Synapse includes in every response; they matter only when they change. */
const STANDING = /^(device_one_time_keys_count|(.*\.)?device_unused_fallback_key_types)$/

/** The constant sections, for comparison. */
export function standing({ sections }: SyncResponse): string {
  return JSON.stringify(Object.entries(sections).filter(([name]) => STANDING.test(name)))
}

/** Whether there is anything except the token, to-device messages and the constant sections (reading A6). Dendrite sends empty sections. */
export function saysSomething({ sections }: SyncResponse): boolean {
  return Object.entries(sections).some(
    ([name, section]) => !['next_batch', 'to_device'].includes(name) && !STANDING.test(name) && !isHollow(section),
  )
}

/** Empty itself, or made of empty parts. A named room counts as content even if it is empty: `rooms.leave`. */
function isHollow(section: unknown): boolean {
  if (section === null) return true
  if (typeof section !== 'object') return false
  return Object.values(section).every(part => part === null || (typeof part === 'object' && Object.keys(part).length === 0))
}

/** Whether an HTTP field can carry it back unchanged (RFC 9110 §5.5), and a line of the event stream can contain it. */
function isId(token: string): boolean {
  return token !== '' && !/[\u0000-\u001f\u007f]|^ | $/.test(token)
}

function utf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function objectIn(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
