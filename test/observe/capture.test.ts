import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { observeCapture } from '../../observe/index.js'
import type { Observation } from '../../schemas/index.js'
import { validated } from '../../schemas/index.js'
import { cut } from '../wire/splitting.js'
import { CHUNKED_HEAD, chunk, head } from './http-bytes.js'

const CONTENT = ': \n\nid: 1\ndata: a\n\nData: b\n\n'

const captured = async (...chunks: readonly (string | Uint8Array)[]): Promise<Observation> => {
  const { observations } = await observeCapture(
    chunks.map(bytes => Buffer.from(bytes)),
    'standard input',
  )
  const [observation, ...more] = observations
  assert.ok(observation !== undefined && more.length === 0)
  return validated('observation', observation, 'the observation of a capture')
}

const theExchange = ({ exchanges }: Observation) => {
  const [exchange, ...more] = Object.values(exchanges)
  assert.ok(exchange !== undefined && more.length === 0)
  return exchange
}

describe('captured bytes', () => {
  it('are a stream without a head where they do not begin with one', async () => {
    const facts = await captured(CONTENT)
    const { outcome, stream, response } = theExchange(facts)
    assert.deepEqual([outcome, stream, response], ['no-head', true, undefined])
    assert.deepEqual([facts.scenario, facts.state, facts.requested.capture], ['run', 'complete', true])
    assert.deepEqual([facts.events.count, facts.framing.comments, facts.framing.unknown_fields.length], [1, 1, 1])
    assert.equal(facts.framing.unknown_fields[0]?.at.offset, CONTENT.indexOf('Data'))
  })

  it('begin with a head where they begin with HTTP/', async () => {
    const facts = await captured(head(), CONTENT)
    const { outcome, stream, response } = theExchange(facts)
    assert.deepEqual([outcome, stream, response?.status], ['response', true, 200])
    assert.equal(facts.framing.unknown_fields[0]?.at.offset, head().length + CONTENT.indexOf('Data'))
  })

  it('may have the chunked coding of their head', async () => {
    assert.equal((await captured(CHUNKED_HEAD, chunk(CONTENT))).events.count, 1)
  })

  it('may have lost the chunked coding that their head names: curl -i takes it off', async () => {
    for (const content of [CONTENT, 'data: a\n\n', 'event: x\ndata: a\n\n', ': \r\n\r\n', `:${' '.repeat(5000)}`, 'data: not ended']) {
      const facts = await captured(CHUNKED_HEAD, content)
      const { response } = theExchange(facts)
      assert.deepEqual([response?.delimiter, response?.syntax, response?.chunk_syntax], ['chunked', [], []])
      assert.equal(facts.framing.bytes, content.length)
    }
    const unknown = (await captured(CHUNKED_HEAD, CONTENT)).framing.unknown_fields[0]
    assert.equal(unknown?.at?.offset, CHUNKED_HEAD.length + CONTENT.indexOf('Data'))
  })

  it('may have the chunked coding with a fault in it', async () => {
    const facts = await captured(CHUNKED_HEAD, chunk(': \n\n'), 'zz\r\nno chunk\r\n')
    assert.equal(theExchange(facts).response?.chunk_syntax?.length, 1)
    assert.equal(facts.framing.comments, 1)
  })

  it('may have a head of another version, as curl spells it: that is no fault of the server', async () => {
    for (const version of ['2', '3']) {
      const facts = await captured(`HTTP/${version} 200 \r\ncontent-type: text/event-stream\r\n\r\n`, CONTENT)
      const { outcome, response } = theExchange(facts)
      assert.deepEqual([outcome, response?.status, response?.protocol, response?.syntax], ['response', 200, version, []])
    }
    const wrong = theExchange(await captured('HTTP/1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n', CONTENT))
    assert.equal(wrong.response?.syntax.length, 1)
  })

  it('may end where their head says', async () => {
    const facts = await captured(head(['Content-Type: text/event-stream', `Content-Length: ${CONTENT.length}`]), CONTENT, 'more')
    const { end, leftover_bytes } = theExchange(facts)
    assert.deepEqual([end?.how, leftover_bytes, facts.framing.bytes], ['length', 4, CONTENT.length])
  })

  it('may stop inside an event, which is an end only where their head says so', async () => {
    const unfinished = async (...chunks: string[]) => {
      const exchange = theExchange(await captured(...chunks))
      return [exchange.unfinished?.map(({ text }) => text), exchange.end?.pending.map(({ text }) => text)]
    }
    const told = 'an event without its blank line'
    assert.deepEqual(await unfinished('data: a\n\ndata: [DONE]\n'), [[told], undefined])
    assert.deepEqual(await unfinished(CHUNKED_HEAD, 'data: a\n\ndata: [DO'), [['data: [DO'], undefined])
    assert.deepEqual(await unfinished('data: a\n\n'), [[], undefined])
    const whole = head(['Content-Type: text/event-stream', 'Content-Length: 8'])
    assert.deepEqual(await unfinished(whole, 'data: a\n'), [undefined, [told]])
  })

  it('may have interim heads before theirs', async () => {
    const facts = await captured('HTTP/1.1 100 Continue\r\n\r\n', CHUNKED_HEAD, CONTENT)
    assert.deepEqual([theExchange(facts).response?.status, facts.events.count], [200, 1])
  })

  it('may be shorter than the first word of a head, or begin like it', async () => {
    const short = await captured(':\n\n')
    assert.deepEqual([short.framing.comments, short.framing.bytes], [1, 3])
    const alike = await captured('HT', 'TPS\n\n')
    assert.deepEqual([theExchange(alike).outcome, alike.framing.colonless.length], ['no-head', 1])
    assert.equal((await captured('HTT')).framing.bytes, 3)
  })

  it('may be none', async () => {
    const facts = await captured()
    assert.deepEqual([facts.framing.bytes, theExchange(facts).stream], [0, false])
  })

  it('give the same facts however they were read', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(head() + CONTENT, CONTENT, CHUNKED_HEAD + CONTENT, CHUNKED_HEAD + chunk(CONTENT), 'HTTP/1.1 200 O'),
        fc.array(fc.nat(), { maxLength: 5 }),
        async (text, places) => {
          assert.deepEqual(await captured(...cut(Buffer.from(text), places)), await captured(text))
        },
      ),
      { numRuns: 60 },
    )
  })
})
