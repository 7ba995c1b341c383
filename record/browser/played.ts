import { defined } from '../../schemas/index.js'
import type { Field } from '../request.js'

/** A response that the relay generates. It ends with its connection. */
export interface Played {
  readonly status: number
  readonly fields: readonly Field[]
  readonly content: Buffer
  /** The vector of suites/vectors that is the content. */
  readonly vector?: string
}

const STREAM: Field = ['Content-Type', 'text/event-stream']

export const playStream = (content: string | Buffer, vector?: string): Played => ({
  status: 200,
  fields: [STREAM],
  content: Buffer.from(content),
  ...defined({ vector }),
})

export const playStatus = (status: number): Played => ({ status, fields: status === 204 ? [] : [STREAM], content: Buffer.alloc(0) })

export const playType = (type: string): Played => ({ status: 200, fields: [['Content-Type', type]], content: Buffer.from('data: x\n\n') })

export const playRedirect = (status: 301 | 307, location: string): Played => ({
  status,
  fields: [['Location', location]],
  content: Buffer.alloc(0),
})

/** The response bytes. Every page may read the relay's own responses; the target's are readable only as the target allows. */
export const encodePlayed = ({ status, fields, content }: Played, origin: string | undefined): Buffer => {
  const length: Field[] = status === 204 || status === 200 ? [] : [['Content-Length', String(content.length)]]
  const cors: Field[] =
    origin === undefined
      ? []
      : [
          ['Access-Control-Allow-Origin', origin],
          ['Access-Control-Allow-Credentials', 'true'],
        ]
  const lines = [...fields, ...length, ...cors, ['Cache-Control', 'no-store'] as const, ['Connection', 'close'] as const]
  const head = `HTTP/1.1 ${status} \r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
  return Buffer.concat([Buffer.from(head), content])
}
