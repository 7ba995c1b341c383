import { strict as assert } from 'node:assert'
import { checkedHere } from './checked-here.js'
import { STREAM_HEAD, startHostile, stopServers } from './hostile-server.js'

const CHUNKED = `${STREAM_HEAD}Transfer-Encoding: chunked\r\n\r\n`
const ONE = '9\r\ndata: x\n\n\r\n'

/** Judges a stream that sends one good chunk and then this, by HTTP-28 and what is asked for besides. */
const judged = async (then: string, close: 'end' | 'reset' | 'stay' = 'stay') => {
  const server = await startHostile(socket => {
    socket.write(`${CHUNKED}${ONE}${then}`, 'latin1', () => {
      // Time for what was written to be taken: a reset discards it.
      if (close === 'reset') setTimeout(() => socket.resetAndDestroy(), 100)
      if (close === 'end') socket.end()
    })
  })
  return checkedHere({ url: server.url }, ['HTTP', 'FRM', 'HB'])
}

describe('the chunked coding of a hostile server', () => {
  afterEach(stopServers)

  const malformed = {
    'a negative size': ['-9\r\ndata: y\n\n\r\n', /-9/],
    'a size beyond all numbers': ['ffffffffffffffffffff\r\ndata: y\n\n\r\n', /ffffffff/],
    'a size that is no number': ['nine\r\ndata: y\n\n\r\n', /nine/],
    'a size that never ends': ['9'.repeat(100_000), /999/],
    'no line end after its data': ['9\r\ndata: y\n\nXX9\r\ndata: y\n\n\r\n', /XX9/, /chunk-end: X"/],
  } as const
  for (const [name, [bytes, shown, told = shown]] of Object.entries(malformed)) {
    it(`with ${name} fails HTTP-28 where it stands, and the good events before it count`, async () => {
      const { verdict } = await judged(bytes)
      const { verdict: kind, actual = '', evidence } = verdict('HTTP-28')
      assert.equal(kind, 'fail')
      assert.match(actual, told)
      assert.match(evidence[0]?.excerpt ?? '', shown)
      assert.equal(evidence[0]?.offset !== undefined && evidence[0].offset >= CHUNKED.length + ONE.length, true)
      assert.equal(verdict('FRM-01').verdict, 'pass')
    })
  }

  it('with a size of 8 PiB − 1 waits for what never comes no longer than the windows', async () => {
    const { verdict, own_ms } = await judged('1fffffffffffff\r\ndata: y\n\n')
    assert.equal(verdict('HTTP-28').verdict, 'pass')
    assert.ok(own_ms < 20_000)
  })

  it('cut in the middle of a chunk is an end, not a fault of the coding', async () => {
    const { verdict, own_ms } = await judged('20\r\ndata: cut he', 'end')
    assert.equal(verdict('HTTP-28').verdict, 'pass')
    assert.ok(own_ms < 20_000)
  })

  it('reset in the middle of a chunk is told as a reset', async () => {
    const { lines, verdict } = await judged('20\r\ndata: cut he', 'reset')
    assert.ok(lines.some(line => 'what' in line && line.what === 'close' && line.on.startsWith('idle') && line.how === 'reset'))
    assert.equal(verdict('HTTP-28').verdict, 'pass')
  })
})
