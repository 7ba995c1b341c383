import { strict as assert } from 'node:assert'
import { lint } from '../../api/index.js'

describe('captured bytes', () => {
  const judged = async (text: string, id: string) => {
    const { verdicts } = await lint([Buffer.from(text)])
    return verdicts.find(verdict => verdict.id === id) ?? assert.fail(id)
  }

  it('with a retry of hundreds of digits are judged by it: that is longer than an hour', async () => {
    const line = `retry: ${'9'.repeat(400)}`
    const { verdict, expected, actual, evidence } = await judged(`id: 1\ndata: a\n\n${line}\n\n`, 'LIF-05')
    assert.deepEqual([verdict, expected, actual], ['warn', 'time in the retry field 1: at most 3600000 ms', `${Number.MAX_VALUE} ms`])
    assert.deepEqual(
      evidence.map(({ offset, length }) => [offset, length]),
      [[15, line.length]],
    )
    assert.equal((await judged('retry: 5000\n\n', 'LIF-05')).verdict, 'pass')
  })

  it('that are none show nothing, and it says so', async () => {
    const { verdicts, conforms } = await lint([Buffer.alloc(0)])
    assert.deepEqual([conforms, [...new Set(verdicts.map(({ verdict }) => verdict))]], [false, ['skip']])
    assert.ok(verdicts.every(({ reason }) => reason?.startsWith('there is not one byte in the capture')))
  })

  const kindsOf = async (text: string, ...kinds: string[]) => {
    const { verdicts } = await lint([Buffer.from(text)])
    return verdicts.filter(({ verdict }) => kinds.includes(verdict)).map(({ id, verdict }) => `${id} ${verdict}`)
  }
  const FULL = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store, no-transform\r\n'

  it('that stop inside an event may have been cut there, unless their head says that they end there', async () => {
    const inside = 'data: a\n\ndata: [DONE]\n'
    assert.deepEqual(await kindsOf(inside, 'fail', 'warn'), ['FRM-27b warn'])
    assert.deepEqual(await kindsOf('data: a\n\n', 'fail', 'warn'), [])
    const length = `${FULL}Content-Length: ${inside.length}\r\n\r\n${inside}`
    assert.deepEqual(await kindsOf(length, 'fail', 'warn'), ['HTTP-04b fail', 'FRM-27 fail', 'LIF-11 warn'])
    const chunked = `${FULL}Transfer-Encoding: chunked\r\n\r\n${inside.length.toString(16)}\r\n${inside}\r\n0\r\n\r\n`
    assert.deepEqual(await kindsOf(chunked, 'fail', 'warn'), ['FRM-27 fail', 'LIF-11 warn'])
  })

  it('with an error as bare JSON fail by that alone', async () => {
    for (const end of ['\n\n', '\n', ''])
      assert.deepEqual(await kindsOf(`data: a\n\n{"error":"x"}${end}`, 'fail', 'warn'), ['LIF-08b fail'])
  })

  it('of a page fail by its type alone, and no line of it is a field', async () => {
    const page = 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 30\r\n\r\n<!doctype html>\n<p>data: a</p>\n'
    assert.deepEqual(await kindsOf(page, 'fail', 'warn'), ['HTTP-02 fail'])
  })

  it('that were cut within a character are no invalid UTF-8', async () => {
    const cut = (bytes: string) => lint([Buffer.from(`data: a\n\ndata: ${bytes}`, 'latin1')])
    const verdictOf = async (bytes: string) => (await cut(bytes)).verdicts.find(({ id }) => id === 'FRM-01')?.verdict
    for (const beginning of ['\xe4', '\xe4\xbd', '\xf0\x9f\x98']) assert.equal(await verdictOf(beginning), 'pass')
    for (const broken of ['\xe4\xbd\n\n', '\xff', '\xe4\xbdx', '\x80']) assert.equal(await verdictOf(broken), 'fail')
  })
  it('that ssespec itself cannot read give errors and no exception', async () => {
    const { verdicts } = await lint(['data: x\n\n' as unknown as Buffer])
    const [first] = verdicts.filter(({ verdict }) => verdict === 'error')
    assert.match(first?.reason ?? '', /^ssespec itself failed in scenario run: TypeError: /)
    assert.equal(verdicts.filter(({ verdict }) => verdict === 'pass').length, 0)
  })
})
