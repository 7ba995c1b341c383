// An answer of the raw reader, and how it writes bytes.
import type { Bytes, RawExchange, RawPayload } from './raw-reading.js'

export interface RawAnswer {
  readonly answer: 'holds' | 'fails' | 'not seen'
  /** The bytes or response it is based on, if it fails. */
  readonly seen?: string
}

const MOST_SHOWN = 240

/** Bytes as text: control characters and bytes that are not UTF-8 are escaped. */
export const spelled = ({ b64, length }: Bytes): string => {
  const bytes = Buffer.from(b64, 'base64')
  const text = bytes.toString('utf8')
  const whole = Buffer.from(text, 'utf8').equals(bytes) ? text : bytes.toString('latin1')
  const escaped = JSON.stringify(whole)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replace(/[\u007f-\u009f\u2028\u2029]/g, own => `\\u${own.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return escaped.length > MOST_SHOWN || length > bytes.length ? `${escaped.slice(0, MOST_SHOWN)}… (${length} bytes)` : escaped
}

export const NOT_SEEN: RawAnswer = { answer: 'not seen' }
export const says = (holds: boolean, seen: () => string): RawAnswer => (holds ? { answer: 'holds' } : { answer: 'fails', seen: seen() })
export const accepted = ({ publish_status }: Pick<RawPayload, 'publish_status'>): boolean =>
  typeof publish_status === 'number' && publish_status >= 200 && publish_status < 300

export const answered = ({ status, content_type, allow, ended }: RawExchange): string =>
  status === null
    ? 'no response within 5 s'
    : [`status ${status}`, content_type, allow && `Allow: ${allow}`, ended ?? 'open'].filter(Boolean).join(', ')

export const came = (payload: RawPayload): string => {
  const ended = payload.stream_ended === null ? '' : `; the stream ended: ${payload.stream_ended}`
  return payload.bytes.length === 0 ? `nothing was received${ended}` : `${spelled(payload.bytes)}${ended}`
}
