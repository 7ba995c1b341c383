import { strict as assert } from 'node:assert'
import { randomBytes } from 'node:crypto'
import { UnreachableError } from '../../record/index.js'
import { ownTime } from '../own-time.js'
import { checkedHere, receivedBytes } from './checked-here.js'
import { flood, type HostileServer, repeated, startHostile, startUnasked, stopServers } from './hostile-server.js'

const KIB = 1024
// Without a stream there is nothing to watch: no window of any scenario is waited for.
const SOON_MS = 5000

const judged = (server: HostileServer) => checkedHere({ url: server.url })

/** The head's own requirement fails with a look at the bytes, everything that needs a stream is skipped for one reason, and soon. */
const isUnreadable = async (server: HostileServer, reason: string, most_bytes: number): Promise<void> => {
  const outcome = await judged(server)
  assert.deepEqual(outcome.ids('fail'), ['HTTP-27'])
  assert.equal(outcome.verdict('HTTP-27').evidence[0]?.connection, 'reach-1')
  assert.equal(outcome.verdict('HTTP-01').reason, reason)
  assert.equal(outcome.verdict('FRM-01').reason, reason)
  assert.ok(outcome.own_ms < SOON_MS)
  assert.ok((receivedBytes(outcome.lines).get('reach-1') ?? 0) <= most_bytes)
  assert.equal(outcome.report.conforms, false)
}

describe('a server that gives no response', () => {
  afterEach(stopServers)

  it('but the banner of another protocol fails HTTP-27 alone', async () =>
    isUnreadable(await startUnasked(socket => socket.write('SSH-2.0-OpenSSH_9.6\r\n')), 'the server sent something that is not HTTP', KIB))

  it('but random bytes without end fails HTTP-27 alone', async () =>
    isUnreadable(
      await startHostile(socket => flood(socket, randomBytes(64 * KIB))),
      'the server sent something that is not HTTP',
      256 * KIB,
    ))

  it('but a head that never ends is given up after 64 KiB', async () =>
    isUnreadable(
      await startHostile(socket => {
        socket.write('HTTP/1.1 200 OK\r\n')
        flood(socket, repeated('X-Again: and again\r\n'))
      }),
      'the server sent a response head of more than 64 KiB',
      256 * KIB,
    ))

  it('but a field line that never ends is given up after 64 KiB', async () =>
    isUnreadable(
      await startHostile(socket => {
        socket.write('HTTP/1.1 200 OK\r\nX-Long: ')
        flood(socket, repeated('x'))
      }),
      'the server sent a response head of more than 64 KiB',
      256 * KIB,
    ))

  it('but interim responses without end is given up after 64 of them', async () =>
    isUnreadable(
      await startHostile(socket => flood(socket, repeated('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'))),
      'the server sent more than 64 interim (1xx) responses, and no other',
      256 * KIB,
    ))

  it('but the beginning of a head is not judged, does not conform, and is told why', async () => {
    const { ids, verdict, report } = await judged(await startHostile(socket => socket.end('HTTP/1.1 200 OK\r\nContent-Type: te')))
    assert.deepEqual(ids('fail'), [])
    assert.equal(verdict('HTTP-01').reason, 'the server closed the connection within the response headers')
    assert.equal(report.conforms, false)
  })

  it('and closes at once, or resets, is unreachable', async () => {
    for (const server of [await startUnasked(socket => socket.destroy()), await startHostile(socket => socket.resetAndDestroy())]) {
      const took = ownTime()
      await assert.rejects(judged(server), (error: unknown) => {
        assert.ok(error instanceof UnreachableError)
        assert.match(error.message, /cannot be reached: it closed the connection instead of answering/)
        return true
      })
      assert.ok(took() < SOON_MS)
    }
  })

  it('and stays silent fails the time of its head, within what is waited for', async () => {
    const { verdict, own_ms } = await judged(await startUnasked(() => {}))
    assert.equal(verdict('HTTP-09').verdict, 'warn')
    assert.equal(verdict('HTTP-01').verdict, 'skip')
    // The window in which heartbeats are watched, and what is waited for in vain before and after.
    assert.ok(own_ms < 15_000)
  })

  it('to the methods that it does not expect is judged by those that it does', async () => {
    const server = await startHostile((socket, head) => {
      if (!head.startsWith('GET ')) return socket.resetAndDestroy()
      return socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: x\n\n')
    })
    const { verdict } = await judged(server)
    assert.equal(verdict('HTTP-01').verdict, 'pass')
    assert.equal(verdict('HTTP-14b').verdict, 'warn')
    assert.equal(verdict('HTTP-13').verdict, 'warn')
  })

  it('the same way twice is judged by each of them', async () => {
    const server = await startHostile((socket, head) => {
      if (/ HTTP\/1\.0\r\n/.test(head)) socket.write('220 mail.example ESMTP\r\n')
      else if (!head.startsWith('GET ')) socket.end('HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n')
      else socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: x\n\n')
    })
    const { verdict, own_ms } = await judged(server)
    assert.equal(verdict('HTTP-27').verdict, 'fail')
    assert.ok(own_ms < 20_000)
  })
})
