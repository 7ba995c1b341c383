import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { NoBundleError, verify } from '../../api/index.js'
import { bundled } from './bundled.js'
import { removeFolders } from './scratch.js'

const closedPort = async (): Promise<number> => {
  const closed = createServer().listen(0, '127.0.0.1')
  await once(closed, 'listening')
  const { port } = closed.address() as AddressInfo
  closed.close()
  return port
}

describe('a bundle on a web server', () => {
  let server: Server
  let bundle = ''
  let base = ''

  before(async () => {
    bundle = await bundled(['HTTP-01'])
    server = createServer((request, response) => {
      const path = new URL(request.url ?? '', 'http://a').pathname
      if (path === '/broken/report.json') return void response.writeHead(500).end()
      if (path === '/cut/report.json') return void response.writeHead(200, { 'Content-Length': '100' }).end('{')
      if (path.startsWith('/moved/')) return void response.writeHead(302, { Location: path.replace('/moved/', '/bundle/') }).end()
      const file = join(bundle, path.replace('/bundle/', ''))
      if (!path.startsWith('/bundle/') || !existsSync(file)) return void response.writeHead(404).end('none')
      response.end(readFileSync(file))
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
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
