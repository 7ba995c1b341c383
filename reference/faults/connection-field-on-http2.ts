import { Duplex } from 'node:stream'
import type { Fault } from '../fault.js'

/**
 * node:http2 refuses the field, so another name is sent and changed in the written bytes. Both names are Huffman-coded in 53 bits (RFC 7541, appendix
 * B: `a` is 00011 and `o` is 00111), so all lengths stay the same.
 */
const CANNECTION = Buffer.from('20eaa8a4498f57', 'hex')
const CONNECTION = Buffer.from('21eaa8a4498f57', 'hex')

export const connectionFieldOnHttp2: Fault = {
  name: 'connection-field-on-http2',
  breaks: ['HTTP-18'],
  summary: 'The handler sets Connection: keep-alive for every HTTP version, and a lenient HTTP/2 stack sends it.',
  profile: 'sse',
  wrap: clean => ({
    streamHead: exchange => {
      const head = clean.streamHead(exchange)
      return exchange.version === '2' ? { ...head, fields: [...head.fields, ['cannection', 'keep-alive']] } : head
    },
    http2Socket: renaming,
  }),
}

/** The connection, with the name changed in what is written to it. */
function renaming(socket: Duplex): Duplex {
  const renamed = new Duplex({
    read: () => void socket.resume(),
    write: (bytes: Buffer, _encoding, done) => {
      const at = bytes.indexOf(CANNECTION)
      if (at >= 0) CONNECTION.copy(bytes, at)
      socket.write(bytes, () => done())
    },
    final: done => {
      socket.end()
      done()
    },
    destroy: (error, done) => {
      socket.destroy()
      done(error)
    },
  })
  socket.on('data', bytes => {
    if (!renamed.push(bytes)) socket.pause()
  })
  socket.on('end', () => renamed.push(null))
  socket.on('close', () => renamed.destroy())
  socket.on('error', () => renamed.destroy())
  return renamed
}
