import type { Socket } from 'node:net'
import type { Field } from '../request.js'

/** A request that a browser sent to the relay or the page server, as sent on the wire. */
export interface Asked {
  readonly method: string
  /** The request target. */
  readonly path: string
  readonly fields: readonly Field[]
  /** The request line and headers, byte for byte. */
  readonly bytes: Buffer
}

const MOST_HEAD_BYTES = 64 << 10
const BLANK_LINE = '\r\n\r\n'

const readHead = (bytes: Buffer): Asked | undefined => {
  const [line = '', ...rest] = bytes.toString('latin1').split('\r\n')
  const [method, path] = line.split(' ')
  if (method === undefined || path === undefined) return undefined
  const fields = rest.flatMap((one): Field[] => {
    const colon = one.indexOf(':')
    // A value stays bytes, because an id may contain any.
    return colon < 1 ? [] : [[one.slice(0, colon), Buffer.from(one.slice(colon + 1).trim(), 'latin1')]]
  })
  return { method, path, fields, bytes }
}

/** The value of a field, as UTF-8 text. */
export const fieldOf = ({ fields }: Pick<Asked, 'fields'>, name: string): string | undefined => {
  const value = fields.find(([one]) => one.toLowerCase() === name)?.[1]
  return value === undefined ? undefined : value.toString()
}

/** Reports each request on a connection. Requests from the pages have no content. */
export const readRequests = (socket: Socket, asked: (request: Asked) => void): void => {
  let rest = Buffer.alloc(0)
  socket.on('data', chunk => {
    rest = Buffer.concat([rest, chunk])
    for (let end = rest.indexOf(BLANK_LINE); end >= 0; end = rest.indexOf(BLANK_LINE)) {
      const head = readHead(rest.subarray(0, end + BLANK_LINE.length))
      rest = rest.subarray(end + BLANK_LINE.length)
      if (head === undefined) return void socket.destroy()
      asked(head)
    }
    if (rest.length > MOST_HEAD_BYTES) socket.destroy()
  })
}
