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
import { startUnasked, stopServers } from './hostile-server.js'

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

  it('by its name, is told so', () => isUnreachable({ url: 'http://no-such-host.invalid/events' }, /there is no such host/, 15_000))

  it('since nothing listens, is told so', async () => {
    const server = await startUnasked(() => {})
    await server.stop()
    await isUnreachable({ url: server.url }, /nothing listens on that port/)
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
      /does not speak TLS .*is it http rather than https/,
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
        assert.match(error.message, /^tls\.ca is no certificate/)
        return true
      })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('by http, since it speaks TLS, is judged by what it sent, and told so', async () => {
    const { verdict, skipped } = await checkedHere({ url: `http://127.0.0.1:${portOf(secure)}/` })
    // Node answers a request in the clear by nothing at all; OpenSSL, and nginx, by an alert or a page.
    assert.ok(skipped.some(reason => /closed the connection instead of answering|answered in TLS/.test(reason)))
    assert.equal(verdict('HTTP-01').verdict, 'skip')
  })

  it('by http, since it sends a TLS alert, is told so', async () => {
    const server = await startUnasked(socket => socket.end(Buffer.from('15030300020246', 'hex')))
    const { skipped } = await checkedHere({ url: server.url })
    assert.ok(skipped.includes('the server answered in TLS: is it https rather than http'))
  })
})
