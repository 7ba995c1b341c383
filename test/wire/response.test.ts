import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { createResponseReader, type ResponseSink } from '../../wire/index.js'
import { cut, pieces } from './splitting.js'

interface Heard {
  heads: { status: number; version: string; reason: string; interim: boolean; fields: string[]; offset: number; end: number }[]
  body: string
  bodyOffsets: number[]
  chunks: [size: number, offset: number][]
  trailers: string[]
  faults: [what: string, offset: number][]
  ends: [how: string, offset: number][]
  delimiter: string | undefined
  leftover: number
  phase: string
}

function hear(parts: Uint8Array[], method = 'GET'): Heard {
  const heard: Omit<Heard, 'delimiter' | 'leftover' | 'phase'> = {
    ...{ heads: [], body: '', bodyOffsets: [], chunks: [], trailers: [], faults: [], ends: [] },
  }
  const sink: ResponseSink = {
    head: head => heard.heads.push({ ...head, fields: head.fields.map(field => `${field.name}=${field.value}@${field.offset}`) }),
    body: (bytes, offset) => {
      heard.body += Buffer.from(bytes).toString('latin1')
      for (let i = 0; i < bytes.length; i++) heard.bodyOffsets.push(offset + i)
    },
    chunk: (size, offset) => heard.chunks.push([size, offset]),
    trailers: fields => heard.trailers.push(...fields.map(field => `${field.name}=${field.value}`)),
    fault: fault => heard.faults.push([fault.what, fault.offset]),
    end: (how, offset) => heard.ends.push([how, offset]),
  }
  const reader = createResponseReader({ method }, sink)
  for (const [index, part] of parts.entries()) reader.push(part, index)
  const { delimiter, leftover, phase } = reader
  reader.close(parts.length)
  return { ...heard, delimiter, leftover, phase }
}

const bytes = (text: string) => Buffer.from(text, 'latin1')
const hearText = (text: string, method?: string) => hear([bytes(text)], method)
const faultsOf = (text: string) => hearText(text).faults.map(([what]) => what)
const OK = 'HTTP/1.1 200 OK\r\n'
const CHUNKED = `${OK}Transfer-Encoding: chunked\r\n\r\n`

describe('a response', () => {
  it('has a head with names as sent, values trimmed, and offsets', () => {
    const { heads, faults } = hearText(`${OK}X-a: \t1 \t\r\nx-A:\xe9\r\n\r\n`)
    const [head] = heads
    assert.deepEqual(head?.fields, ['X-a=1@17', 'x-A=\xe9@28'])
    assert.deepEqual([head?.status, head?.reason, head?.version, head?.offset, head?.end], [200, 'OK', '1.1', 0, 37])
    assert.deepEqual(faults, [])
  })

  it('in the chunked coding has its body mapped back to the wire, extensions skipped and trailers read', () => {
    const text = `${CHUNKED}3;a=b\r\nabc\r\n00A \t; x = "y"\r\n0123456789\r\n0\r\nX-t: 1\r\n\r\nmore`
    const heard = hearText(text)
    assert.equal(heard.body, 'abc0123456789')
    assert.equal(heard.bodyOffsets.map(offset => text[offset]).join(''), heard.body)
    assert.deepEqual(
      heard.chunks.map(([size, offset]) => [size, text.slice(offset).split(/[; \r]/)[0]]),
      [
        [3, '3'],
        [10, '00A'],
        [0, '0'],
      ],
    )
    assert.deepEqual(heard.trailers, ['X-t=1'])
    assert.deepEqual(heard.ends, [['final-chunk', text.length - 4]])
    assert.deepEqual([heard.leftover, heard.faults.length, heard.delimiter], [4, 0, 'chunked'])
  })

  const random = fc.tuple(
    fc.array(fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 20 }), fc.constantFrom('', ';x', ' ;x="1"'), fc.boolean()), {
      maxLength: 8,
    }),
    fc.array(fc.nat(), { maxLength: 12 }),
    fc.boolean(),
  )

  it('is told the same however chunks and pushes are cut', () => {
    const property = fc.property(random, ([chunks, places, ended]) => {
      const parts = chunks.flatMap(([data, extension, upper]) => {
        const size = data.length.toString(16)
        return [bytes(`${upper ? size.toUpperCase() : size}${extension}\r\n`), data, bytes('\r\n')]
      })
      const whole = Buffer.concat([bytes(CHUNKED), ...parts, bytes(ended ? '0\r\n\r\n' : '')])
      const heard = hear(cut(whole, places))
      assert.deepEqual(heard, hear([whole]))
      assert.equal(heard.body, Buffer.concat(chunks.map(([data]) => data)).toString('latin1'))
      assert.deepEqual(
        heard.faults.map(([what]) => what),
        ended ? [] : ['incomplete'],
      )
    })
    fc.assert(property, { numRuns: 2000 })
  })

  it('is told the same at every cut, whatever it is', () => {
    const text = fc.array(
      fc.constantFrom(
        'HTTP/1.1 200 OK',
        'HTTP/1.0 103 x',
        '\r\n',
        '\n',
        '\r',
        'a: b',
        'Transfer-Encoding: chunked',
        'Content-Length: 3',
        '0',
        '3',
        'abc',
        ' ',
        ';',
      ),
      { maxLength: 20 },
    )
    const property = fc.property(text, fc.array(fc.nat(), { maxLength: 12 }), fc.constantFrom('GET', 'HEAD'), (parts, places, method) => {
      const whole = bytes(`HTTP/1.1 200 OK\r\n${parts.join('')}`)
      assert.deepEqual(hear(cut(whole, places), method), hear([whole], method))
    })
    fc.assert(property, { numRuns: 3000 })
  })

  it('may be any bytes', () => {
    fc.assert(fc.property(pieces(fc.uint8Array({ maxLength: 200 })), parts => void hear(parts)))
    fc.assert(
      fc.property(pieces(fc.uint8Array({ maxLength: 200 }).map(rest => Buffer.concat([bytes(CHUNKED), rest]))), parts => void hear(parts)),
    )
  })

  it('may be preceded by interim responses, up to 64', () => {
    const heard = hearText(`HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n${OK}Content-Length: 2\r\n\r\nhi`)
    assert.deepEqual(
      heard.heads.map(head => [head.status, head.interim]),
      [
        [103, true],
        [200, false],
      ],
    )
    assert.deepEqual([heard.body, heard.ends], ['hi', [['length', 77]]])
    const endless = hearText('HTTP/1.1 102 P\r\n\r\n'.repeat(1000))
    assert.deepEqual([endless.heads.length, endless.faults, endless.phase], [65, [['too-many-interim', 64 * 18]], 'unreadable'])
  })

  it('has no body to HEAD, nor with 204, 304 and 101, whatever its fields say', () => {
    for (const [status, method] of [
      ['200', 'HEAD'],
      ['204', 'GET'],
      ['304', 'GET'],
      ['101', 'GET'],
    ] as const) {
      const heard = hearText(`HTTP/1.1 ${status} x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nhello`, method)
      assert.deepEqual([heard.delimiter, heard.ends.length, heard.leftover, heard.body], ['none', 1, 5, ''])
    }
  })

  it('is delimited by the chunked coding when it has both, by the close when it has neither', () => {
    assert.equal(hearText(`${OK}Content-Length: 1\r\nTransfer-Encoding: gzip, Chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n`).body, 'ab')
    const close = hearText(`${OK}\r\nabc`)
    assert.deepEqual([close.delimiter, close.body, close.ends], ['close', 'abc', [['close', 22]]])
    assert.equal(hearText(`${OK}Transfer-Encoding: chunked, gzip\r\n\r\nabc`).delimiter, 'close')
  })

  it('that deviates is understood as far as it can be, and each deviation told', () => {
    const cases: [what: string, head: string][] = [
      ['status-line', 'HTTP/1.1 200\r\n\r\n'],
      ['status-line', 'HTTP/1.1  200 OK\r\n\r\n'],
      ['status-line', 'http/1.1 200 OK\r\n\r\n'],
      ['status-line', '\r\nHTTP/1.1 200 OK\r\n\r\n'],
      ['status-line', 'HTTP/1.1 999 x\r\n\r\n'],
      ['space-before-colon', `${OK}a : b\r\n\r\n`],
      ['obs-fold', `${OK}a: b\r\n c\r\n\r\n`],
      ['no-colon', `${OK}abc\r\n\r\n`],
      ['field-name', `${OK}a b: c\r\n\r\n`],
      ['field-name', `${OK}: c\r\n\r\n`],
      ['field-value', `${OK}a: \x1b[31m\r\n\r\n`],
      ['bare-cr', `${OK}a: b\rc\r\n\r\n`],
      ['bare-lf', `${OK}a: b\n\r\n`],
      ['content-length', `${OK}Content-Length: 1, 1\r\n\r\nx`],
      ['content-length', `${OK}Content-Length: -1\r\n\r\n`],
      ['transfer-encoding', `${OK}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
      ['transfer-encoding', 'HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
      ['chunk-size', `${CHUNKED}1 \r\na\r\n0\r\n\r\n`],
      ['bare-lf', `${CHUNKED}1\r\na\n0\r\n\r\n`],
      ['trailer', `${CHUNKED}0\r\nabc\r\n\r\n`],
      ['chunk-extension-too-long', `${CHUNKED}1;${'x'.repeat(9000)}\r\na\r\n0\r\n\r\n`],
    ]
    for (const [what, text] of cases) {
      const heard = hearText(text)
      assert.deepEqual([heard.faults.map(([fault]) => fault), heard.heads.length, heard.ends.length], [[what], 1, 1], text)
    }
  })

  it('that cannot be understood is unreadable from there on, and its rest delivered nowhere', () => {
    const cases: [what: string, text: string][] = [
      ['not-http', 'SSH-2.0-OpenSSH_9.2\r\n'],
      ['not-http', 'HTTP/1.1 OK\r\n'],
      ['not-http', '\x15\x03\x01\x00\x02\x02\x46'],
      ['head-too-long', `${OK}a: ${'x'.repeat(70_000)}\r\n\r\nbody`],
      ['head-too-long', `${OK}${'a: b\r\n'.repeat(20_000)}\r\nbody`],
      ['chunk-size', `${CHUNKED}-5\r\nhello`],
      ['chunk-size', `${CHUNKED}0x5\r\nhello`],
      ['chunk-size', `${CHUNKED}\r\nhello`],
      ['chunk-size', `${CHUNKED}data: hello\n\n`],
      ['chunk-size', `${CHUNKED}${'0'.repeat(5000)}\r\nhello`],
      ['chunk-size-too-large', `${CHUNKED}20000000000000\r\nhello`],
      ['chunk-size-too-large', `${CHUNKED}${'f'.repeat(400)}\r\nhello`],
      ['chunk-end', `${CHUNKED}2\r\nabcd\r\n0\r\n\r\n`],
      ['head-too-long', `${CHUNKED}0\r\n${'a: b\r\n'.repeat(20_000)}\r\n`],
    ]
    for (const [what, text] of cases) {
      const heard = hearText(text)
      assert.deepEqual([heard.faults.at(-1)?.[0], heard.phase, heard.ends.length], [what, 'unreadable', 0], text.slice(0, 80))
      assert.ok(heard.body === '' || heard.body === 'ab')
    }
  })

  it('cut short is incomplete', () => {
    for (const text of [
      '',
      'HT',
      `${OK}a: b\r\n`,
      `${OK}Content-Length: 3\r\n\r\nab`,
      `${CHUNKED}5\r\nab`,
      `${CHUNKED}2\r\nab`,
      `${CHUNKED}0\r\n`,
    ]) {
      assert.deepEqual(faultsOf(text), ['incomplete'], text)
    }
  })

  it('may follow another on the connection', () => {
    const statuses: number[] = []
    const reader = createResponseReader(
      { method: 'HEAD' },
      { head: head => statuses.push(head.status), end: () => reader.next({ method: 'GET' }) },
    )
    reader.push(bytes(`${OK}\r\nHTTP/1.1 404 x\r\nContent-Length: 1\r\n\r\nx`), 0)
    reader.push(bytes('HTTP/1.1 500 x\r\n\r\n'), 0)
    assert.deepEqual(statuses, [200, 404, 500])
    assert.equal(reader.phase, 'body')
  })

  it('has the limit on heads to itself, wherever on the connection it stands', () => {
    const faults: string[] = []
    const sink: ResponseSink = { fault: fault => faults.push(fault.what), end: () => reader.next({ method: 'HEAD' }) }
    const reader = createResponseReader({ method: 'HEAD' }, sink)
    for (let index = 0; index < 4; index++) reader.push(bytes(`${OK}a: ${'x'.repeat(40_000)}\r\n\r\n`), 0)
    assert.deepEqual(faults, [])
  })
})
