import { strict as assert } from 'node:assert'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { folderWith, removeFolders } from '../api/scratch.js'
import { type Ran, ssespec, startSsespec } from '../cli/ssespec.js'
import { needs, wants } from '../examples/needs.js'
import { freePort } from '../examples/served.js'
import { hopExamples, notPassed, type Raw, rawThrough, throughExample, versionOf } from './examples.js'

const through = (...args: readonly string[]): Promise<Ran> => ssespec(['through', ...args])

const PROMPT_S = 0.1

const isPrompt = (seconds: number | null): boolean => seconds !== null && seconds <= PROMPT_S

/** What the verdicts must be by what a raw client and a raw origin see. */
const passesBy = (raw: Raw): Readonly<Record<string, boolean>> => ({
  'HOP-01': isPrompt(raw.head_s),
  'HOP-03': isPrompt(raw.event_s),
  'HOP-27': !raw.connection_field_forwarded,
  'HOP-30': raw.leaving_heard,
  'HOP-32': !raw.cut_looks_complete,
})

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

  it('leaves a bundle that verifies, unless it is said to have been recorded behind another origin', async () => {
    const folder = join(folderWith(), 'bundle')
    assert.equal((await through('--out', folder)).code, 0)
    const { code, out } = await ssespec(['verify', folder])
    assert.equal(code, 0, out)
    const recording = join(folder, 'recording.ndjson.gz')
    const [header = '', ...lines] = gunzipSync(readFileSync(recording)).toString().split('\n')
    writeFileSync(recording, gzipSync([header.replace(/("origin":\{"host":"127\.0\.0\.1","port":)\d+/, '$11'), ...lines].join('\n')))
    const forged = await ssespec(['verify', folder])
    assert.equal(forged.code, 1)
    assert.match(
      forged.out.replaceAll(/\s+/g, ' '),
      /its origin behind the hop is 127\.0\.0\.1:1, and its connection origin-1 came to 127\.0\.0\.1:\d+/,
    )
  })

  it('judges a hop that serve runs in front of the origin, and a fault of it', async () => {
    const origin = await freePort()
    const serving = startSsespec([
      'serve',
      '--profile',
      'hop',
      '--port',
      '0',
      '--upstream',
      `http://127.0.0.1:${origin}`,
      '--fault',
      'drops-comments',
    ])
    try {
      const [, url = ''] = await serving.says(/Hop +(http:\S+)/)
      const { code, out } = await through(`${url}/`, '--origin', `127.0.0.1:${origin}`)
      assert.equal(code, 1, out)
      assert.match(out, /1 of \d+ failed \(HOP-12\)/)
    } finally {
      serving.signal('SIGTERM')
      await serving.ended
    }
    for (const flags of [['--tls'], ['--heartbeat-interval', '3'], ['--http2']]) {
      const refused = await ssespec(['serve', '--profile', 'hop', '--upstream', 'http://127.0.0.1:1', ...flags])
      assert.deepEqual([refused.code, /leave out the other flags/.test(refused.err)], [2, true], flags.join(' '))
    }
    const secure = await ssespec(['serve', '--profile', 'hop', '--upstream', 'https://127.0.0.1:1'])
    assert.deepEqual([secure.code, /--upstream http:/.test(secure.err)], [2, true])
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

describe('the hops of examples/hops', () => {
  after(removeFolders)

  for (const hop of hopExamples) {
    for (const [name, run] of Object.entries(hop.runs)) {
      it(`${hop.title}, ${name}: the verdicts are those expected, and those of the raw bytes`, async function () {
        // .ci/run installs nginx.
        const asks = hop.name === 'nginx' ? needs : wants
        asks(this, versionOf(hop) !== undefined, hop.title)
        const found = notPassed(await throughExample(hop, run))
        assert.deepEqual(found, run.expected)
        const differs = (raw: Raw) => Object.entries(passesBy(raw)).filter(([id, passes]) => passes !== (found[id] === undefined))
        let raw = await rawThrough(hop, run)
        // This machine's lag makes a prompt hop look late, and never a late one prompt.
        for (let again = 1; again < 4 && differs(raw).length > 0; again++) raw = await rawThrough(hop, run)
        assert.deepEqual(differs(raw), [], JSON.stringify(raw))
      })
    }
  }
})
