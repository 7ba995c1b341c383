import { strict as assert } from 'node:assert'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createHookCaller, type Hook, type HookAnswer, type Placed } from '../../record/hooks.js'

interface Asked {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

let server: Server | undefined
let asked: Asked[] = []
let base = ''

const listen = async (status = 200, answer = ''): Promise<void> => {
  server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const { method = '', url = '', headers } = request
    asked.push({ method, url, headers, body: Buffer.concat(parts).toString() })
    response.writeHead(status, { location: '/elsewhere' }).end(answer)
  })
  await new Promise<void>(resolve => server?.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const call = async (hook: Hook, placed: Partial<Placed> = {}, limit_ms = 10_000): Promise<HookAnswer> => {
  const caller = createHookCaller(limit_ms, { insecure: false }, new AbortController().signal)
  try {
    return await caller.call(hook, { data: 'text', channel: 'channel', ...placed })
  } finally {
    await caller.close()
  }
}

const only = (): Asked => {
  const [one, ...more] = asked
  assert.ok(one !== undefined && more.length === 0, `${asked.length} requests`)
  return one
}

const AWKWARD = '"\\ \n\r\t\0\u2028{{id}} é &?#/%'

describe('a hook over HTTP', () => {
  beforeEach(() => listen())
  afterEach(() => {
    asked = []
    server?.closeAllConnections()
    return new Promise(resolve => server?.close(resolve))
  })

  it('is a POST without body unless it says otherwise', async () => {
    assert.deepEqual(await call({ url: `${base}/publish` }), { ok: true, status: 200 })
    assert.deepEqual([only().method, only().url, only().body], ['POST', '/publish', ''])
    asked = []
    await call({ url: base, method: 'PUT' })
    assert.equal(only().method, 'PUT')
  })

  it('has the placeholders in every string of a JSON body, and nothing of a payload is taken for one', async () => {
    const body = { data: '{{data}}', deep: [{ text: 'a {{channel}} b {{data}}' }, 7, null, true], '{{data}}': '{{event}}' }
    await call({ url: base, body }, { data: AWKWARD, event: 'named' })
    assert.deepEqual(JSON.parse(only().body), {
      data: AWKWARD,
      deep: [{ text: `a channel b ${AWKWARD}` }, 7, null, true],
      '{{data}}': 'named',
    })
    assert.equal(only().headers['content-type'], 'application/json')
  })

  it('has a placeholder of which nothing is known as the empty string', async () => {
    await call({ url: base, body: ['{{event}}', '{{id}}', '{{other}}'] })
    assert.deepEqual(JSON.parse(only().body), ['', '', '{{other}}'])
  })

  it('keeps its own content type', async () => {
    await call({ url: base, headers: { 'Content-Type': 'application/vnd.a+json' }, body: { a: '{{data}}' } })
    assert.equal(only().headers['content-type'], 'application/vnd.a+json')
  })

  it('has the payload as it is in a string body, and JSON-escaped where its content type is JSON', async () => {
    await call({ url: base, headers: { 'content-type': 'text/plain' }, body: 'a={{data}}' }, { data: AWKWARD })
    assert.equal(only().body, `a=${AWKWARD}`)
    asked = []
    await call({ url: base, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: '{"a": "{{data}}"}' }, { data: AWKWARD })
    assert.deepEqual(JSON.parse(only().body), { a: AWKWARD })
  })

  it('has the payload percent-encoded in its URL', async () => {
    await call({ url: `${base}/a/{{channel}}?d={{data}}` }, { data: AWKWARD, channel: 'a/b' })
    const url = new URL(only().url, base)
    assert.equal(url.pathname, '/a/a%2Fb')
    assert.equal(url.searchParams.get('d'), AWKWARD)
  })

  it('cannot have its head split by a payload', async () => {
    await call({ url: base, headers: { 'X-Event': '{{event}}' } }, { event: 'a\r\nX-Forged: 1\0é' })
    assert.equal(only().headers['x-event'], 'a%0D%0AX-Forged: 1%00%C3%A9')
    assert.equal(only().headers['x-forged'], undefined)
  })

  it('is not followed where it redirects: it fails', async () => {
    server?.close()
    server?.closeAllConnections()
    await listen(302)
    const { ok, status } = await call({ url: base })
    assert.deepEqual([ok, status, asked.length], [false, 302, 1])
  })

  it('that is refused says why', async () => {
    server?.close()
    server?.closeAllConnections()
    const { ok, reason } = await call({ url: base })
    assert.equal(ok, false)
    assert.match(reason ?? '', /ECONNREFUSED/)
    await listen()
  })

  it('that cannot be asked says why, and does not reject', async () => {
    const { ok, reason } = await call({ url: base, headers: { 'Bad Name': 'a' } })
    assert.equal(ok, false)
    assert.match(reason ?? '', /header/i)
  })
})

describe('a hook that is a command', () => {
  const node = (script: string): Hook => ({ command: [process.execPath, '-e', script] })

  it('gets what is published as JSON on standard input', async () => {
    const check = `let text='';process.stdin.on('data',d=>text+=d).on('end',()=>{
      const {data,event,id,channel}=JSON.parse(text);console.error(JSON.stringify([data,event,id,channel]));process.exit(3)})`
    const { ok, status, reason } = await call(node(check), { data: 'é\n', event: 'named', id: '7' })
    assert.deepEqual([ok, status], [false, 3])
    assert.equal(reason, `exit code 3: ${JSON.stringify(['é\n', 'named', '7', 'channel'])}`)
  })

  it('is well where it exits with 0, whatever it prints and whether it reads', async () => {
    assert.deepEqual(await call(node('console.error("warning");console.log("x".repeat(1e6))'), { data: 'x'.repeat(1e6) }), {
      ok: true,
      status: 0,
    })
  })

  it('that is ended by a signal says which', async () => {
    const { ok, reason } = await call(node('process.kill(process.pid,"SIGTERM");setTimeout(()=>{},1e4)'))
    assert.equal(ok, false)
    assert.match(reason ?? '', /SIGTERM/)
  })

  describe('with SSESPEC_TOKEN set', () => {
    const before = process.env.SSESPEC_TOKEN
    beforeEach(() => {
      process.env.SSESPEC_TOKEN = 'secret'
    })
    afterEach(() => {
      if (before === undefined) delete process.env.SSESPEC_TOKEN
      else process.env.SSESPEC_TOKEN = before
    })

    // 0 with the token, 3 with everything but the token.
    const SCRIPT = 'process.exit(Object.values(process.env).includes("secret") ? 0 : process.env.PATH ? 3 : 4)'
    const hasToken = (...args: string[]): Promise<HookAnswer> => call({ command: [process.execPath, '-e', SCRIPT, ...args] })

    it('gets it only if its command names it', async () => {
      assert.equal((await hasToken()).status, 3)
      assert.equal((await hasToken('SSESPEC_TOKEN_FILE')).status, 3)
      assert.equal((await hasToken('SSESPEC_TOKEN')).status, 0)
      assert.equal((await call({ command: ['sh', '-c', 'test "$SSESPEC_TOKEN" = secret'] })).ok, true)
    })
  })

  it('that there is none of says so', async () => {
    const { ok, reason } = await call({ command: ['/nowhere/no-such-program'] })
    assert.equal(ok, false)
    assert.match(reason ?? '', /ENOENT/)
  })
})
