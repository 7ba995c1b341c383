/** A header field as it is written: bytes are sent as they are, text as UTF-8. */
export type Field = readonly [name: string, value: string | Buffer]

export interface RequestBytes {
  readonly method: string
  /** The request target, as it is written. */
  readonly target: string
  readonly version: '1.0' | '1.1'
  readonly fields: readonly Field[]
  readonly body?: string
  /** The blank line that ends the head is not sent. */
  readonly unfinished: boolean
}

const CRLF = Buffer.from('\r\n')

/** An HTTP/1 request, byte for byte as asked: no field is added, merged, reordered or checked. */
export const encodeRequest = ({ method, target, version, fields, body, unfinished }: RequestBytes): Buffer => {
  const lines = fields.map(([name, value]) => Buffer.concat([Buffer.from(`${name}: `), Buffer.from(value), CRLF]))
  const head = [Buffer.from(`${method} ${target} HTTP/${version}\r\n`), ...lines]
  return Buffer.concat(unfinished ? head : [...head, CRLF, Buffer.from(body ?? '')])
}

/** What overrides a request's usual fields: null leaves the field out, a list sends it so many times. */
export type FieldChanges = Readonly<Record<string, string | Buffer | null | readonly (string | Buffer)[]>>

/** The usual fields with changes made. A changed field takes the spelling of the change. */
export const changeFields = (usual: readonly Field[], changes: FieldChanges): Field[] => {
  const names = new Set(Object.keys(changes).map(name => name.toLowerCase()))
  const kept = usual.filter(([name]) => !names.has(name.toLowerCase()))
  const added = Object.entries(changes).flatMap(([name, value]): Field[] => {
    if (value === null) return []
    return (typeof value === 'string' || Buffer.isBuffer(value) ? [value] : value).map(one => [name, one])
  })
  return [...kept, ...added]
}
