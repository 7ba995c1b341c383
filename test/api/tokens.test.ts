import { strict as assert } from 'node:assert'
import { readdirSync, readFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { check, openBundle, writeBundle } from '../../api/index.js'
import { startHomeserver } from '../../homeserver/index.js'
import { folderWith, removeFolders } from './scratch.js'

const GIVEN = /"access_token":"([^"]+)"/g
const SHOWN = /^Authorization: Bearer ([^\r\n]+)/gim
const LEAST_TOKENS = 40

interface Wire {
  readonly url: string
  readonly tokens: ReadonlySet<string>
  stop(): void
}

/** Every token that is given or shown on the way to the server. */
const startWire = async (port: number): Promise<Wire> => {
  const tokens = new Set<string>()
  const sockets = new Set<Socket>()
  const listen = (from: Socket, to: Socket, pattern: RegExp) => {
    let before = ''
    from.on('data', bytes => {
      const text = before + bytes.toString('latin1')
      for (const [, token = ''] of text.matchAll(pattern)) tokens.add(token)
      before = text.slice(-500)
    })
    from.pipe(to)
    for (const socket of [from, to]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy()).on('close', () => (socket === from ? to : from).destroy())
    }
  }
  const server: Server = createServer(client => {
    const upstream = connect(port, '127.0.0.1')
    listen(client, upstream, SHOWN)
    listen(upstream, client, GIVEN)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tokens,
    stop: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

const contentOf = (file: string): string => {
  const bytes = readFileSync(file)
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1')
}

describe('the bundle of a homeserver', () => {
  afterEach(removeFolders)

  it('holds no access token, and no password, of the whole run', async () => {
    const reference = await startHomeserver()
    const wire = await startWire(Number(new URL(reference.url).port))
    try {
      const folder = folderWith({})
      const judged = await check({ config: { url: wire.url, profile: 'matrix' }, quick: true, recording: openBundle(folder) })
      await writeBundle(folder, judged)
      assert.ok(judged.report.summary.pass > 200, `${judged.report.summary.pass}`)
      const tokens = [...wire.tokens].filter(token => !token.startsWith('ssespec-'))
      assert.ok(tokens.length > LEAST_TOKENS, `${tokens.length} tokens`)
      for (const file of readdirSync(folder)) {
        const content = contentOf(join(folder, file))
        assert.deepEqual(
          tokens.filter(token => content.includes(token)),
          [],
          file,
        )
        assert.doesNotMatch(content, /"password":"ssespec-[0-9a-f]{24}"/, file)
      }
    } finally {
      wire.stop()
      await reference.stop()
    }
  })
})
