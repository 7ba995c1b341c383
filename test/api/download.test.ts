import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pipeline, Readable } from 'node:stream'
import { NoBundleError, verify } from '../../api/index.js'
import { startSsespec } from '../cli/ssespec.js'
import { handmadeBundle } from './handmade.js'
import { folderWith, removeFolders } from './scratch.js'

const closedPort = async (): Promise<number> => {
  const closed = createServer().listen(0, '127.0.0.1')
  await once(closed, 'listening')
  const { port } = closed.address() as AddressInfo
  closed.close()
  return port
}

const MIB = Buffer.alloc(1 << 20)

/** 40 MiB per file: no file is too large, and all of them are. */
const endless = (response: ServerResponse): void => {
  pipeline(Readable.from(Array.from({ length: 40 }, () => MIB)), response, () => {})
}

describe('a bundle on a web server', () => {
  let hang = false
  let reached = () => {}
  let hung = new Promise<void>(() => {})
  beforeEach(() => {
    hang = false
    hung = new Promise(resolve => {
      reached = resolve
    })
  })
  let server: Server
  let bundle = ''
  let base = ''

  before(async () => {
    bundle = await handmadeBundle()
    server = createServer((request, response) => {
      const path = new URL(request.url ?? '', 'http://a').pathname
      if (hang) return reached()
      if (path === '/broken/report.json') return void response.writeHead(500).end()
      if (path === '/cut/report.json') return void response.writeHead(200, { 'Content-Length': '100' }).end('{')
      if (path.startsWith('/elsewhere/')) return void response.writeHead(302, { Location: `http://localhost:${port()}/bundle/` }).end()
      if (path.startsWith('/round/')) return void response.writeHead(302, { Location: path }).end()
      if (path.startsWith('/endless/')) return void endless(response)
      if (path.startsWith('/moved/')) return void response.writeHead(302, { Location: path.replace('/moved/', '/bundle/') }).end()
      const file = join(bundle, path.replace('/bundle/', ''))
      if (!path.startsWith('/bundle/') || !existsSync(file)) return void response.writeHead(404).end('none')
      response.end(readFileSync(file))
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  const port = () => (server.address() as AddressInfo).port
  after(() => {
    server.closeAllConnections()
    server.close()
    removeFolders()
  })

  it('verifies by its URL, by that of a file in it, and through a redirect', async () => {
    for (const path of ['/bundle', '/bundle/', '/bundle/report.html#FRM-05', '/moved/']) {
      const verification = await verify(base + path)
      assert.deepEqual([verification.verified, verification.bundle], [true, base + path], JSON.stringify(verification.findings))
    }
  })

  it('is found forged as in a folder', async () => {
    const file = join(bundle, 'summary.md')
    const before = readFileSync(file)
    writeFileSync(file, 'All is well.')
    try {
      assert.deepEqual(
        (await verify(`${base}/bundle/`)).findings.map(({ kind }) => kind),
        ['edited-rendering'],
      )
    } finally {
      writeFileSync(file, before)
    }
  })

  it('is not followed to another origin, nor without end', async () => {
    await assert.rejects(verify(`${base}/elsewhere/`), /redirects to another origin, http:\/\/localhost:\d+\. To verify the bundle there/)
    await assert.rejects(verify(`${base}/round/`), /redirects again after 5 redirects/)
  })

  it('that has more than 256 MiB over all its files is refused', () =>
    assert.rejects(verify(`${base}/endless/`), /have more than 256 MiB, so they are no bundle/))

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`leaves nothing behind when ${signal} stops it`, async () => {
      const temporary = folderWith()
      hang = true
      const started = startSsespec(['verify', `${base}/bundle/`], { environment: { TMPDIR: temporary } })
      await hung
      assert.deepEqual(
        readdirSync(temporary)
          .map(name => name.replace(/-\w+$/, ''))
          .filter(name => name.startsWith('ssespec')),
        ['ssespec-bundle'],
      )
      started.signal(signal)
      assert.equal((await started.ended).code, null)
      assert.deepEqual(
        readdirSync(temporary).filter(name => name.startsWith('ssespec')),
        [],
      )
    })
  }

  it('that is not there, broken or out of reach is told', async () => {
    for (const [url, words] of [
      [`${base}/nowhere/`, /There is no bundle at /],
      [`${base}/broken/`, /broken\/report\.json answers with status 500/],
      [`${base}/cut/`, /could not be downloaded/],
      [`http://127.0.0.1:${await closedPort()}/`, /could not be downloaded: .*ECONNREFUSED/],
    ] as const) {
      await assert.rejects(verify(url), (cause: unknown) => cause instanceof NoBundleError && words.test(cause.message), url)
    }
  })
})
