import { strict as assert } from 'node:assert'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { check } from '../../api/index.js'
import { folderWith, removeFolders } from '../api/scratch.js'
import { type Ran, ssespec } from '../cli/ssespec.js'
import { needs } from '../examples/needs.js'
import { example, freePort } from '../examples/served.js'
import { onTime } from '../on-time.js'

const hasNginx = (): boolean => spawnSync('sh', ['-c', 'command -v nginx']).status === 0

const through = (...args: readonly string[]): Promise<Ran> => ssespec(['through', ...args])

/** What a run of one of examples/hops says, on free ports. */
const throughNginx = async (name: string): Promise<Record<string, string>> => {
  const [port, origin] = [await freePort(), await freePort()]
  const folder = folderWith()
  const config = readFileSync(example('hops', 'nginx', name), 'utf8')
    .replaceAll(':8080', `:${port}`)
    .replaceAll(':9100', `:${origin}`)
    .replaceAll('/tmp/', `${folder}/`)
  const file = join(folderWith({ [name]: config }), name)
  const hop = { origin: `127.0.0.1:${origin}`, command: `nginx -c ${file} -g 'daemon off;'` }
  const { report } = await onTime(
    () => check({ config: { profile: 'hop', url: `http://127.0.0.1:${port}/`, hop } }),
    one => one.report.verdicts,
  )
  return Object.fromEntries(report.verdicts.filter(({ verdict }) => verdict !== 'pass').map(({ id, verdict }) => [id, verdict]))
}

describe('ssespec through', () => {
  const servers: Server[] = []
  afterEach(() => {
    for (const server of servers.splice(0)) server.close()
  })
  after(removeFolders)

  /** Answers everything by itself. */
  const answering = async (status: number): Promise<number> => {
    const server = createServer((_request, response) => response.writeHead(status).end('here'))
    servers.push(server)
    const port = await freePort()
    await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
    return port
  }

  it('without a URL checks the embedded hop, which conforms', async () => {
    const { code, out } = await through()
    assert.equal(code, 0, out)
    assert.match(out, /Conforms to hop: \d+ passed/)
  })

  it('finds what nginx does as shipped', async function () {
    needs(this, hasNginx(), 'nginx')
    // Read off the bytes by a client and an origin in Python: nothing arrives before the buffer is full or the stream ends.
    const held = { 'HOP-01': 'warn', 'HOP-02': 'warn', 'HOP-03': 'warn', 'HOP-05': 'warn' }
    assert.deepEqual(await throughNginx('as-shipped.conf'), { ...held, 'HOP-27': 'fail' })
  })

  it('finds what is left of it with the lines that let streams pass', async function () {
    needs(this, hasNginx(), 'nginx')
    assert.deepEqual(await throughNginx('nginx.conf'), { 'HOP-27': 'fail' })
  })

  it('says what answered instead of the origin', async () => {
    const port = await answering(502)
    const origin = `127.0.0.1:${await freePort()}`
    const { code, out } = await through(`http://127.0.0.1:${port}/`, '--origin', origin)
    assert.equal(code, 4, out)
    assert.match(
      out.replaceAll(/\s+/g, ' '),
      new RegExp(
        `the hop answered 502 by itself, and its request did not reach ssespec's origin: have the hop forward to http://${origin}`,
      ),
    )
  })

  it('refuses what cannot work, with one sentence each', async () => {
    const [there, nothing, free] = [await answering(200), await freePort(), await freePort()]
    const cases: readonly (readonly [args: readonly string[], code: number, says: RegExp])[] = [
      [[`http://127.0.0.1:${free}/`], 2, /--origin HOST:PORT/],
      [[`http://127.0.0.1:${nothing}/`, '--origin', `127.0.0.1:${free}`], 3, /nothing is listening on that port/],
      [
        [`http://127.0.0.1:${there}/`, '--origin', `127.0.0.1:${there}`],
        2,
        /cannot listen on 127\.0\.0\.1:\d+: another program listens there/,
      ],
      [[`http://127.0.0.1:${there}/`, '--origin', '192.0.2.1:9100'], 2, /this machine has no such address/],
      [
        [`http://127.0.0.1:${there}/`, '--origin', `127.0.0.1:${free}`, '--command', 'sleep 9'],
        2,
        /Something listens on 127\.0\.0\.1:\d+ already/,
      ],
      [[`http://127.0.0.1:${nothing}/`, '--origin', `127.0.0.1:${free}`, '--command', 'echo no >&2; exit 7'], 2, /ended with 7: no/],
      [[`http://127.0.0.1:${there}/`, '--origin', 'nonsense'], 2, /origin/],
    ]
    for (const [args, code, says] of cases) {
      const ran = await through(...args)
      assert.equal(ran.code, code, `${args.join(' ')}: ${ran.out}${ran.err}`)
      assert.match(ran.err, says)
      assert.doesNotMatch(ran.err, /\n +at /)
    }
  })
})
