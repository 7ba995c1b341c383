import { strict as assert } from 'node:assert'
import { startHomeserver } from '../../homeserver/index.js'
import { checkedHere } from './checked-here.js'
import { type HostileServer, STREAM_HEAD, startHostile, stopServers } from './hostile-server.js'

const TOKEN = 'a-token-that-is-nobody-elses-business'
const KEY = 'a-key-that-is-nobody-elses-business'
const ONLY = ['HTTP-01', 'HTTP-22', 'SEC-18', 'FRM-01']

const stream = (): Promise<HostileServer> =>
  startHostile((socket, head) => {
    socket.write(`${STREAM_HEAD}\r\ndata: x\n\n`)
    if (head.startsWith('POST')) socket.end()
  })

const redirecting = (location: string, status = 307): Promise<HostileServer> =>
  startHostile(socket => socket.end(`HTTP/1.1 ${status} Elsewhere\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`))

describe('a redirect', () => {
  afterEach(stopServers)

  const secrets = {
    'a token': { token: TOKEN },
    'configured fields, and no token': { headers: { Cookie: KEY, 'X-Tenant': 'tenant-of-ours' } },
    'a token, and fields of a configured request': {
      token: TOKEN,
      request: { method: 'POST', headers: { 'X-Api-Key': KEY, 'X-Tenant': 'tenant-of-ours' } },
    },
  }
  for (const [name, config] of Object.entries(secrets)) {
    it(`to another origin carries nothing of ${name}, on the way and in all that follows`, async () => {
      const other = await stream()
      const first = await redirecting(`${other.url}?from=there`)
      const { verdict } = await checkedHere({ url: first.url, ...config })
      assert.equal(verdict('HTTP-01').verdict, 'pass')
      assert.match(first.heads[0] ?? '', /nobody-elses-business/)
      assert.ok(other.heads.length > 1)
      for (const head of other.heads) assert.doesNotMatch(head, /nobody-elses-business|^authorization:|tenant/im)
    })
  }

  it('away and back again brings no credentials back', async () => {
    const back = await startHostile((socket, head) => {
      const away = head.includes('/events ')
      const answer = away ? `HTTP/1.1 302 Away\r\nLocation: ${elsewhere.url}\r\nContent-Length: 0\r\n\r\n` : `${STREAM_HEAD}\r\ndata: x\n\n`
      if (away) socket.end(answer)
      else socket.write(answer)
    })
    const elsewhere = await redirecting(back.url.replace('/events', '/again'))
    await checkedHere({ url: back.url, token: TOKEN }, ONLY)
    for (const head of back.heads.filter(one => one.includes('/again'))) assert.doesNotMatch(head, /^authorization:/im)
  })

  it('to another origin that asks for credentials is told as that', async () => {
    const other = await startHostile(socket => socket.end('HTTP/1.1 401 Who\r\nContent-Length: 0\r\n\r\n'))
    const { skipped } = await checkedHere({ url: (await redirecting(other.url)).url, token: TOKEN }, ONLY)
    assert.ok(skipped.some(reason => /another origin, to which ssespec sends no credentials/.test(reason)))
  })

  it('within the origin keeps the token', async () => {
    const server = await startHostile((socket, head) => {
      if (head.startsWith('GET /events ')) socket.end('HTTP/1.1 307 There\r\nLocation: ../there\r\nContent-Length: 0\r\n\r\n')
      else socket.write(`${STREAM_HEAD}\r\ndata: x\n\n`)
    })
    await checkedHere({ url: server.url, token: TOKEN }, ONLY)
    const there = server.heads.filter(head => head.startsWith('GET /there '))
    assert.ok(there.filter(head => head.includes(`Authorization: Bearer ${TOKEN}`)).length > 3)
  })

  it('to a login page is told as that', async () => {
    const server = await startHostile((socket, head) => {
      const page = '<!doctype html><title>Log in</title>'
      if (head.startsWith('GET /events')) socket.end('HTTP/1.1 302 There\r\nLocation: /login?to=events\r\nContent-Length: 0\r\n\r\n')
      else socket.end(`HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: ${page.length}\r\n\r\n${page}`)
    })
    const { verdict, ids, skipped } = await checkedHere({ url: server.url })
    assert.deepEqual([...ids('fail'), ...ids('warn')], ['HTTP-02'])
    assert.match(verdict('HTTP-02').actual ?? '', /redirected \(302\) to \/login, which answered 200 text\/html: <!doctype html>/)
    assert.ok(skipped.includes('the server redirected (302) to /login, which answered with text/html, not with an event stream'))
  })

  it('in a loop is followed five times, and told', async () => {
    const server = await redirecting('/events')
    const { skipped, own_ms } = await checkedHere({ url: server.url }, ONLY)
    assert.ok(skipped.includes('the server redirected more than 5 times'))
    assert.equal(server.heads.length, 6)
    assert.ok(own_ms < 5000)
  })

  for (const location of [
    '',
    'javascript:alert(1)',
    'data:text/event-stream,data:x',
    'file:///etc/passwd',
    'http://',
    'http://[',
    '\x1b]0;x\x07',
  ]) {
    it(`to ${JSON.stringify(location)} leads nowhere, or to a path of the same origin`, async () => {
      const server = await redirecting(location)
      const { skipped, own_ms } = await checkedHere({ url: server.url, token: TOKEN }, ONLY)
      assert.ok(skipped.some(reason => /no usable Location|redirected more than 5 times/.test(reason)))
      assert.ok(own_ms < 5000)
    })
  }

  it('with a user and a password in it sends neither, and goes where the host is', async () => {
    const other = await stream()
    const first = await startHostile(socket =>
      socket.end(`HTTP/1.1 307 There\r\nLocation: http://127.0.0.1:${first.port}@127.0.0.1:${other.port}/\r\nContent-Length: 0\r\n\r\n`),
    )
    await checkedHere({ url: first.url, token: TOKEN }, ONLY)
    assert.equal(first.heads.length, 1)
    for (const head of other.heads.filter(one => !one.startsWith('PRI'))) {
      assert.match(head, new RegExp(`\r\nHost: 127.0.0.1:${other.port}\r\n`))
      assert.doesNotMatch(head, /^authorization:/im)
    }
  })

  describe('of the stream of a homeserver', () => {
    const checkedAt = async (location: string, only: readonly string[]) => {
      const reference = await startHomeserver({ http2: true, control: true })
      try {
        const { url } = await redirecting(location)
        return await checkedHere({ url: reference.url, stream_url: url, profile: 'matrix' }, only)
      } finally {
        await reference.stop()
      }
    }

    it('to where it is not either is told as that', async () => {
      const answer = '{"errcode":"M_UNRECOGNIZED","error":"x"}'
      const other = await startHostile(socket =>
        socket.end(`HTTP/1.1 404 No\r\nContent-Type: application/json\r\nContent-Length: ${answer.length}\r\n\r\n${answer}`),
      )
      const { verdict, skipped } = await checkedAt(`${other.url}?from=there`, ['HTTP-23c', 'HTTP-09'])
      assert.equal(verdict('HTTP-23c').verdict, 'fail')
      const reason = `the server redirected (307) to ${other.url}, which answered 404 to the request for the stream: check the path`
      assert.deepEqual(skipped, [reason])
    })

    it('to another origin carries no access token, in the query neither', async () => {
      const other = await stream()
      const { verdict } = await checkedAt(other.url, ['HTTP-23c', 'SEC-04', 'SEC-05'])
      assert.equal(verdict('HTTP-23c').verdict, 'pass')
      assert.ok(other.heads.length > 2)
      for (const head of other.heads) assert.doesNotMatch(head, /^authorization:|access_token=/im)
    })
  })
})
