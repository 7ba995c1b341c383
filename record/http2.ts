import { createFrameReader, FRAME, http2, SETTING } from '../wire/index.js'
import type { Connection } from './connection.js'
import type { ExchangePlan } from './exchange.js'
import type { Live } from './live.js'
import type { Field } from './request.js'

const STREAM = 1
const WINDOW_BYTES = 1 << 20

// Fields that HTTP/2 expresses differently (RFC 9113 §8.2.2, §8.3.1).
const NOT_SENT = new Set(['host', 'connection', 'content-length'])

const pseudoFields = ({ method, target, fields, endpoint }: ExchangePlan): Field[] => [
  [':method', method],
  [':scheme', endpoint.secure ? 'https' : 'http'],
  [':authority', fields.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? endpoint.host],
  [':path', target],
]

const requestFrames = (plan: ExchangePlan): Buffer => {
  const usual = plan.fields.filter(([name]) => !NOT_SENT.has(name.toLowerCase()))
  const fields = [...pseudoFields(plan), ...usual].map(([name, value]) => ({
    name: name.toLowerCase(),
    value: Buffer.from(value).toString('latin1'),
  }))
  return Buffer.concat([
    http2.preface(),
    http2.settings([
      [SETTING.enablePush, 0],
      [SETTING.initialWindowSize, WINDOW_BYTES],
    ]),
    http2.headers(STREAM, fields, plan.body === undefined),
    ...(plan.body === undefined ? [] : [http2.data(STREAM, Buffer.from(plan.body), true)]),
  ])
}

/**
 * Sends the request as stream 1 of an HTTP/2 connection, and returns the function that takes received bytes. It acknowledges settings and pings,
 * keeps the windows open, and passes the response headers and the content to `live`. Uses prior knowledge (RFC 9113 §3.3) if the connection is not
 * secure.
 */
export const startHttp2 = (connection: Connection, plan: ExchangePlan, live: Live): ((bytes: Buffer, t: number) => void) => {
  // Replies to bytes that arrived together are written together, so a flood of pings does not cause a flood of writes.
  let answers: Uint8Array[] = []
  const answer = (bytes: Uint8Array) => answers.push(bytes)
  const reader = createFrameReader({
    settings: ({ ack }) => {
      if (!ack) answer(http2.settingsAck())
    },
    ping: ({ ack, opaque }) => {
      if (!ack) answer(http2.pingAck(opaque))
    },
    frame: ({ type, streamId, length }) => {
      if (type !== FRAME.data || length === 0) return
      answer(http2.windowUpdate(0, length))
      answer(http2.windowUpdate(streamId, length))
    },
    headers: ({ fields }) => {
      const status = Number(fields.find(({ name }) => name === ':status')?.value ?? 0)
      if (status >= 200)
        live.http2.head(
          status,
          fields.map(({ name, value }) => [name, value] as const),
        )
    },
    data: (_streamId, bytes, _offset, t) => live.http2.body(bytes, t),
    endStream: () => live.http2.end(),
    rstStream: () => live.http2.end(),
    goaway: () => live.http2.end(),
  })
  connection.write(requestFrames(plan))
  return (bytes, t) => {
    reader.push(bytes, t)
    if (answers.length > 0) connection.write(Buffer.concat(answers))
    answers = []
    // Nothing after this can be parsed.
    if (!reader.readable) connection.done()
  }
}
