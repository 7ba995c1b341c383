import type { BodyDelimiter, FieldLine, ResponseHead } from './response-sink.js'
import type { SyntaxFaultKind } from './syntax-fault.js'
import type { WireLine } from './wire-line.js'

type Fault = (what: SyntaxFaultKind, excerpt: string, offset: number) => void

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
/** Control characters other than HTAB; a CR is reported as `bare-cr`. */
const CONTROL = /[\x00-\x08\x0a-\x0c\x0e-\x1f\x7f]/

/** `HTTP-version SP status-code SP [ reason-phrase ]` (RFC 9112 §4), and lines that can still be read as one; undefined if not. */
export function parseStatusLine(line: WireLine, fault: Fault): Pick<ResponseHead, 'version' | 'status' | 'reason'> | undefined {
  const parts = /^HTTP\/(\d+(?:\.\d+)?)[ \t]+(\d{3})(?!\d)[ \t]*(.*)$/is.exec(line.text)
  if (parts === null) return undefined
  const [, version = '', code = '', reason = ''] = parts
  const strict = /^HTTP\/1\.\d [1-5]\d\d [^\x00-\x08\x0a-\x1f\x7f]*$/.test(line.text)
  if (!strict) fault('status-line', line.text, line.offset)
  return { version, status: Number(code), reason: reason.trimEnd() }
}

/** Adds a field line (RFC 9112 §5) to `fields`, or continues the last of them by an obsolete fold. */
export function parseFieldLine(line: WireLine, fields: FieldLine[], fault: Fault): void {
  const { text, offset } = line
  if (text.startsWith(' ') || text.startsWith('\t')) {
    fault('obs-fold', text, offset)
    const last = fields.at(-1)
    if (last !== undefined) last.value = last.value === '' ? trim(text) : `${last.value} ${trim(text)}`
    return
  }
  const colon = text.indexOf(':')
  if (colon === -1) {
    fault('no-colon', text, offset)
    return
  }
  const sentName = text.slice(0, colon)
  const name = sentName.replace(/[ \t]+$/, '')
  const value = trim(text.slice(colon + 1))
  if (name !== sentName) fault('space-before-colon', text, offset)
  if (!TOKEN.test(name)) fault('field-name', text, offset)
  if (CONTROL.test(value)) fault('field-value', text, offset)
  fields.push({ name, value, offset })
}

/** How the body of the final response ends (RFC 9112 §6.3); `bytes` if by length. */
export function bodyDelimiter(head: ResponseHead, method: string, fault: Fault): { delimiter: BodyDelimiter; bytes: number } {
  const { status, fields, version } = head
  const isTunnel = method === 'CONNECT' && status >= 200 && status < 300
  if (method === 'HEAD' || isTunnel || status < 200 || status === 204 || status === 304) return { delimiter: 'none', bytes: 0 }
  const transferCoding = fieldsNamed(fields, 'transfer-encoding')
  if (transferCoding[0] !== undefined) {
    const codings = listOf(transferCoding).map(coding => (coding.split(';')[0] ?? '').trim().toLowerCase())
    const isLast = codings.at(-1) === 'chunked'
    const isProper = isLast ? codings.indexOf('chunked') === codings.length - 1 : !codings.includes('chunked')
    if (!isProper || version === '1.0') fault('transfer-encoding', codings.join(', '), transferCoding[0].offset)
    return { delimiter: isLast ? 'chunked' : 'close', bytes: 0 }
  }
  const lengthFields = fieldsNamed(fields, 'content-length')
  if (lengthFields[0] === undefined) return { delimiter: 'close', bytes: 0 }
  const lengths = new Set(listOf(lengthFields))
  const [length = ''] = lengths
  const bytes = /^[0-9]+$/.test(length) ? Number(length) : Number.NaN
  const isOne = lengths.size === 1 && Number.isSafeInteger(bytes)
  if (!isOne || lengthFields.length > 1 || lengthFields[0].value !== length) {
    fault('content-length', lengthFields.map(field => field.value).join(', '), lengthFields[0].offset)
  }
  return isOne ? { delimiter: 'length', bytes } : { delimiter: 'close', bytes: 0 }
}

function fieldsNamed(fields: FieldLine[], name: string): FieldLine[] {
  return fields.filter(field => field.name.toLowerCase() === name)
}

function listOf(fields: FieldLine[]): string[] {
  return fields.flatMap(field => field.value.split(',').map(trim))
}

/** Removes optional whitespace around a value; `String.prototype.trim` would also remove latin1's no-break space. */
function trim(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isWhitespace(text.charCodeAt(start))) start++
  while (end > start && isWhitespace(text.charCodeAt(end - 1))) end--
  return text.slice(start, end)
}

function isWhitespace(code: number): boolean {
  return code === 0x20 || code === 0x09
}
