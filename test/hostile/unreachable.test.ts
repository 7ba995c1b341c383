import { strict as assert } from 'node:assert'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import { ConfigurationError } from '../../api/index.js'
import { UnreachableError } from '../../record/index.js'
import { ownTime } from '../own-time.js'
import { checkedHere } from './checked-here.js'
import { startHostile, startUnasked, stopServers } from './hostile-server.js'

/** Rejects as unreachable, in so many words, within seconds. */
const isUnreachable = async (config: Parameters<typeof checkedHere>[0], words: RegExp, within_ms = 5000): Promise<void> => {
  const took = ownTime()
  await assert.rejects(checkedHere(config), (error: unknown) => {
    assert.ok(error instanceof UnreachableError)
    assert.match(error.message, words)
    assert.doesNotMatch(error.message, /\n\s+at /)
    return true
  })
  assert.ok(took() < within_ms)
}

const plain = createHttpServer((_request, response) => response.end())
let secure: ReturnType<typeof createHttpsServer>
let certificate: string
const portOf = (server: { address(): unknown }): number => (server.address() as AddressInfo).port

describe('a target that cannot be reached', () => {
  before(async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'elsewhere.example' }])
    certificate = cert
    secure = createHttpsServer({ key, cert }, (_request, response) => response.end())
    await Promise.all([plain, secure].map(server => new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))))
  })
  after(() => {
    plain.close()
    secure.close()
  })

  afterEach(stopServers)

  it('by its name, is told so', () => isUnreachable({ url: 'http://no-such-host.invalid/events' }, /no such host/, 15_000))

  it('since nothing listens, is told so', async () => {
    const server = await startUnasked(() => {})
    await server.stop()
    await isUnreachable({ url: server.url }, /nothing is listening on that port/)
  })

  it('since its certificate is nobody’s, is told what to do', () =>
    isUnreachable({ url: `https://127.0.0.1:${portOf(secure)}/` }, /its certificate is not trusted .*tls\.ca.*tls\.insecure/))

  it('since its certificate is for another name, is told what to do', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ssespec-hostile-'))
    try {
      const ca = join(folder, 'ca.pem')
      writeFileSync(ca, certificate)
      await isUnreachable({ url: `https://127.0.0.1:${portOf(secure)}/`, tls: { ca } }, /its certificate is not trusted/)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('by https, since it speaks http, is told so', () =>
    isUnreachable(
      { url: `https://127.0.0.1:${portOf(plain)}/`, tls: { insecure: true } },
      /does not use TLS .*is it http rather than https/,
    ))

  it('by https, since it closes at once, is told so', async () => {
    const server = await startUnasked(socket => socket.destroy())
    await isUnreachable({ url: server.url.replace('http:', 'https:'), tls: { insecure: true } }, /cannot be reached: .*TLS/i)
  })

  it('by https, since it never answers the handshake, is given up after 10 s', async () => {
    const server = await startUnasked(() => {})
    await isUnreachable({ url: server.url.replace('http:', 'https:'), tls: { insecure: true } }, /no connection within 10 s/, 20_000)
  })

  it('with a tls.ca that is no certificate, is a mistake of the configuration', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ssespec-hostile-'))
    try {
      const ca = join(folder, 'ca.pem')
      writeFileSync(ca, '-----BEGIN CERTIFICATE-----\nbm8gY2VydGlmaWNhdGU=\n-----END CERTIFICATE-----\n')
      await assert.rejects(checkedHere({ url: `https://127.0.0.1:${portOf(secure)}/`, tls: { ca } }), (error: unknown) => {
        assert.ok(error instanceof ConfigurationError)
        assert.match(error.message, /^tls\.ca is not a certificate/)
        return true
      })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  // Node answers a request in the clear by nothing at all; OpenSSL, and nginx, by an alert or a page.
  it('by http, since it speaks TLS and closes, is told so', () =>
    isUnreachable(
      { url: `http://127.0.0.1:${portOf(secure)}/` },
      /closed the connection instead of answering; is it https rather than http/,
    ))

  it('by http, since it sends a TLS alert, does not conform, and is told so', async () => {
    const server = await startUnasked(socket => socket.end(Buffer.from('15030300020246', 'hex')))
    const { skipped, ids, report } = await checkedHere({ url: server.url })
    assert.ok(skipped.includes('the server answered in TLS: is it https rather than http'))
    assert.deepEqual(ids('fail'), ['HTTP-27'])
    assert.equal(report.conforms, false)
  })

  const answering = (status: string, fields: readonly string[], body = '') =>
    startHostile(socket =>
      socket.end(
        [`HTTP/1.1 ${status}`, ...fields, `Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close', '', body].join('\r\n'),
      ),
    )

  it('as a homeserver, since something else answers, is told what', async () => {
    const page = await answering('504 Gateway Time-out', ['Content-Type: text/html'], '<h1>504</h1>')
    const versions = 'GET /_matrix/client/versions answered'
    await isUnreachable(
      { url: page.url, profile: 'matrix' },
      new RegExp(`is not a homeserver: ${versions} 504 with text/html; is the homeserver behind that proxy running`),
    )
    const absent = await answering('404 Not Found', [])
    await isUnreachable({ url: absent.url, profile: 'matrix' }, new RegExp(`${versions} 404; is the URL that of a homeserver`))
    const other = await answering('200 OK', ['Content-Type: text/plain'], 'hello')
    await isUnreachable({ url: other.url, profile: 'matrix' }, new RegExp(`${versions} 200 with text/plain`))
  })

  it('as a stream, since nothing is at its path, does not conform, whatever the answer says', async () => {
    const unrecognized = JSON.stringify({ errcode: 'M_UNRECOGNIZED', error: 'Unrecognized request' })
    for (const body of ['', unrecognized]) {
      const server = await answering('404 Not Found', ['Content-Type: application/json'], body)
      const { report, ids } = await checkedHere({ url: server.url })
      assert.deepEqual(ids('fail'), ['HTTP-01'])
      assert.equal(report.conforms, false)
    }
  })

  it('by GET, since it takes POST, is told how to open it', async () => {
    const server = await answering('405 Method Not Allowed', ['Allow: POST, OPTIONS'])
    const { verdict, skipped } = await checkedHere({ url: server.url })
    assert.match(verdict('HTTP-01').actual ?? '', /405, Allow: POST, OPTIONS/)
    const [, example = ''] = /to open the stream by POST: (\{.*\})$/.exec(skipped.find(reason => /405/.test(reason)) ?? '') ?? []
    const { url, request } = JSON.parse(example)
    assert.deepEqual([url, request.method, request.body.stream], [server.url, 'POST', true])
  })
})
