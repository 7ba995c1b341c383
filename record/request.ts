/** A header field as it is written. Bytes are sent as they are, text as UTF-8. */
export type Field = readonly [name: string, value: string | Buffer]

export interface RequestBytes {
  readonly method: string
  /** The request target, exactly as it is sent. */
  readonly target: string
  readonly version: '1.0' | '1.1'
  readonly fields: readonly Field[]
  readonly body?: string
  /** Omit the blank line that ends the headers. */
  readonly unfinished: boolean
}

const CRLF = Buffer.from('\r\n')

/** An HTTP/1 request, byte for byte: no field is added, merged, reordered or validated. */
export const encodeRequest = ({ method, target, version, fields, body, unfinished }: RequestBytes): Buffer => {
  const lines = fields.map(([name, value]) => Buffer.concat([Buffer.from(`${name}: `), Buffer.from(value), CRLF]))
  const head = [Buffer.from(`${method} ${target} HTTP/${version}\r\n`), ...lines]
  return Buffer.concat(unfinished ? head : [...head, CRLF, Buffer.from(body ?? '')])
}

/** Overrides of a request's usual fields: null omits the field, a list repeats it. */
export type FieldChanges = Readonly<Record<string, string | Buffer | null | readonly (string | Buffer)[]>>

/** The usual fields with overrides applied. An overridden field uses the override's spelling. */
export const changeFields = (usual: readonly Field[], changes: FieldChanges): Field[] => {
  const names = new Set(Object.keys(changes).map(name => name.toLowerCase()))
  const kept = usual.filter(([name]) => !names.has(name.toLowerCase()))
  const added = Object.entries(changes).flatMap(([name, value]): Field[] => {
    if (value === null) return []
    return (typeof value === 'string' || Buffer.isBuffer(value) ? [value] : value).map(one => [name, one])
  })
  return [...kept, ...added]
}
