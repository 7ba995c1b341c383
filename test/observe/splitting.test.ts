import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { cut, streamLikeBytes } from '../wire/splitting.js'
import { CHUNKED_HEAD, chunk, FINAL_CHUNK, head } from './http-bytes.js'
import { STREAM } from './one-stream.js'
import { eventOf, publishNumber } from './published.js'
import { type Line, observedIn, open, received, scenario, sent } from './recording-of.js'

const RUNS = { numRuns: 60 }

const factsOf = async (pieces: readonly Uint8Array[]) => {
  const lines: Line[] = [
    scenario('idle', 0, 'began'),
    ...open(STREAM, 0),
    sent(STREAM, 1, 'GET /events HTTP/1.1\r\n\r\n'),
    publishNumber(15, 1),
    ...pieces.map(piece => received(STREAM, 20, piece)),
    scenario('idle', 30, 'ended'),
  ]
  return (await observedIn(lines, { heartbeat_interval_s: 1 })).observations
}

const isTheSameCut = async (whole: Uint8Array, places: number[]) =>
  assert.deepEqual(await factsOf(cut(whole, places)), await factsOf([whole]))
const places = fc.array(fc.nat(), { maxLength: 12 })

describe('bytes that came at one time', () => {
  it('give the same facts however they were cut, of a stream delimited by its end', async () => {
    await fc.assert(
      fc.asyncProperty(streamLikeBytes, places, (content, at) =>
        isTheSameCut(Buffer.concat([Buffer.from(head()), Buffer.from(eventOf(1)), content]), at),
      ),
      RUNS,
    )
  })

  it('give the same facts however they were cut, of a chunked stream', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          streamLikeBytes.filter(bytes => bytes.length > 0),
          { maxLength: 4 },
        ),
        fc.boolean(),
        places,
        (contents, ends, at) =>
          isTheSameCut(Buffer.concat([CHUNKED_HEAD, ...contents.map(chunk), ends ? FINAL_CHUNK : ''].map(part => Buffer.from(part))), at),
      ),
      RUNS,
    )
  })

  it('give the same facts however they were cut, of an answer that is no stream', async () => {
    const answer = Buffer.from(`${head(['Content-Type: application/json'], '500 Internal Server Error')}{"why":"größer als 4 €, 🎉"}`)
    await fc.assert(
      fc.asyncProperty(places, at => isTheSameCut(answer, at)),
      RUNS,
    )
  })

  it('give the same facts however they were cut, of what is hardly HTTP', async () => {
    const parts = fc.constantFrom(
      'HTTP/1.1 200 OK\r\n',
      'HTTP/1.1 ',
      '\r\n',
      '\n',
      '\r',
      'a: b\r\n',
      'a : b\r\n',
      'Transfer-Encoding: chunked\r\n',
      '5\r\n',
      'data:a\n\n',
    )
    const chunkOfTheWrongSize = ['HTTP/1.1 200 OK\r\n', 'Transfer-Encoding: chunked\r\n', '\r\n', '5\r\n', 'HTTP/1.1 200 OK\r\n']
    await fc.assert(
      fc.asyncProperty(fc.array(parts, { maxLength: 12 }), places, (texts, at) => isTheSameCut(Buffer.from(texts.join('')), at)),
      { ...RUNS, examples: [[chunkOfTheWrongSize, [chunkOfTheWrongSize.join('').length - 1]]] },
    )
  })
})
