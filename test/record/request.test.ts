import { strict as assert } from 'node:assert'
import { changeFields, encodeRequest, type RequestBytes } from '../../record/request.js'

const encoded = (more: Partial<RequestBytes> = {}): Buffer =>
  encodeRequest({ method: 'GET', target: '/events?a=b', version: '1.1', fields: [['Host', 'a']], unfinished: false, ...more })

describe('a request', () => {
  it('is the bytes that were asked for', () => {
    assert.equal(encoded().toString(), 'GET /events?a=b HTTP/1.1\r\nHost: a\r\n\r\n')
    assert.equal(encoded({ version: '1.0', method: 'propfind', fields: [] }).toString(), 'propfind /events?a=b HTTP/1.0\r\n\r\n')
  })

  it('has its fields in order, each as often and spelled as asked for', () => {
    const fields = [
      ['last-EVENT-id', '1'],
      ['Last-Event-ID', '2'],
      ['last-EVENT-id', '1'],
      ['X', ''],
    ] as const
    assert.equal(
      encoded({ fields }).toString(),
      'GET /events?a=b HTTP/1.1\r\nlast-EVENT-id: 1\r\nLast-Event-ID: 2\r\nlast-EVENT-id: 1\r\nX: \r\n\r\n',
    )
  })

  it('has text as UTF-8, and bytes as they are', () => {
    const odd = Buffer.from([0xff, 0x00, 0xe9, 0x0a])
    const bytes = encoded({
      fields: [
        ['A', odd],
        ['B', 'é'],
      ],
    })
    assert.deepEqual(
      bytes,
      Buffer.concat([
        Buffer.from('GET /events?a=b HTTP/1.1\r\nA: '),
        odd,
        Buffer.from('\r\nB: '),
        Buffer.from([0xc3, 0xa9]),
        Buffer.from('\r\n\r\n'),
      ]),
    )
  })

  it('ends with its body, and adds no length of its own', () => {
    assert.equal(encoded({ fields: [], body: 'é' }).toString(), 'GET /events?a=b HTTP/1.1\r\n\r\né')
  })

  it('that is unfinished omits the blank line and what follows it', () => {
    assert.equal(encoded({ unfinished: true, body: 'body' }).toString(), 'GET /events?a=b HTTP/1.1\r\nHost: a\r\n')
  })
})

describe('a change of fields', () => {
  const usual = [
    ['Host', 'a'],
    ['Accept', 'text/event-stream'],
  ] as const

  it('replaces a field whatever its case, and takes its own spelling', () => {
    assert.deepEqual(changeFields(usual, { ACCEPT: '*/*' }), [
      ['Host', 'a'],
      ['ACCEPT', '*/*'],
    ])
  })

  it('leaves out what is null, repeats a list, adds what is new', () => {
    assert.deepEqual(changeFields(usual, { accept: null, id: ['1', Buffer.from('2')], Origin: 'b' }), [
      ['Host', 'a'],
      ['id', '1'],
      ['id', Buffer.from('2')],
      ['Origin', 'b'],
    ])
    assert.deepEqual(changeFields(usual, { Accept: [] }), [['Host', 'a']])
  })

  it('of nothing changes nothing', () => assert.deepEqual(changeFields(usual, {}), usual))
})
