import { strict as assert } from 'node:assert'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { judge } from '../../api/index.js'
import { startReference } from '../../reference/index.js'
import { formats } from '../../reports/index.js'
import { packageRoot, type Report } from '../../schemas/index.js'
import { folderWith, removeFolders } from '../api/scratch.js'
import { ssespec } from '../cli/ssespec.js'
import { needs } from './needs.js'
import { example, freePort, ids, served } from './served.js'

const NCHAN = '/usr/lib/nginx/modules/ngx_nchan_module.so'
const LISTENS_MS = 700
const CAPTURE_S = '2.5'

const has = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0

interface Linted {
  readonly code: number | null
  readonly report: Report
}

/** What a user types: curl into lint, in one pipe of a shell, whose exit code is lint's. */
const curlIntoLint = (flags: string, url: string): Promise<Linted> =>
  new Promise((resolve, reject) => {
    const line = 'curl $FLAGS --max-time "$SECONDS_" "$STREAM" | "$NODE" --import "$LOADER" "$SSESPEC" lint - --reporter json'
    const shell = spawn('sh', ['-c', line], {
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        FLAGS: flags,
        SECONDS_: CAPTURE_S,
        STREAM: url,
        NODE: process.execPath,
        LOADER: import.meta.resolve('tsx'),
        SSESPEC: join(packageRoot, 'cli', 'main.ts'),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let out = ''
    shell.stdout.setEncoding('utf8').on('data', text => {
      out += text
    })
    shell.once('error', reject)
    shell.once('close', code =>
      out === '' ? reject(new Error(`lint printed nothing, and ended with ${code}`)) : resolve({ code, report: JSON.parse(out) }),
    )
  })

const pause = (duration_ms: number) => new Promise(resolve => setTimeout(resolve, duration_ms))

const post = async (url: string, body: string, type: string): Promise<void> => {
  await pause(LISTENS_MS)
  const { ok, status } = await fetch(url, { method: 'POST', headers: { 'Content-Type': type }, body })
  assert.ok(ok, `publishing was answered ${status}`)
}

describe('curl | ssespec lint -', () => {
  let child: ChildProcess | undefined
  beforeEach(function () {
    needs(this, has('curl'), 'curl')
  })
  afterEach(() => {
    child?.kill('SIGTERM')
    child = undefined
    removeFolders()
  })

  const ofReference = async (flags: string, fault?: string): Promise<Linted> => {
    const reference = await startReference({ heartbeat_interval_s: 1, ...(fault === undefined ? {} : { fault }) })
    try {
      const publication = JSON.stringify({ channel: 'lint', data: 'größer\n你好' })
      const linted = curlIntoLint(flags, `${reference.streamUrl}?channel=lint`)
      await post(`${reference.url}/publish`, publication, 'application/json')
      return await linted
    } finally {
      await reference.stop()
    }
  }

  it('the content alone: framing is judged, what only a head shows is skipped, 0', async () => {
    const { code, report } = await ofReference('-sN')
    assert.deepEqual(ids(report, 'fail', 'warn', 'inconclusive', 'error'), [])
    assert.equal(code, 0)
    for (const id of ['FRM-01', 'FRM-03', 'FRM-11', 'ID-03']) assert.ok(ids(report, 'pass').includes(id), `${id} is judged`)
    for (const id of ['HTTP-01', 'HTTP-02', 'HTTP-28']) assert.ok(ids(report, 'skip').includes(id), `${id} is skipped`)
  })

  it('with the head, and chunked coding as it was sent (curl -i --raw): both are judged, 0', async () => {
    const { code, report } = await ofReference('-siN --raw')
    assert.deepEqual(ids(report, 'fail', 'warn', 'inconclusive', 'error'), [])
    assert.equal(code, 0)
    for (const id of ['HTTP-01', 'HTTP-02', 'HTTP-28', 'FRM-01', 'ID-03']) assert.ok(ids(report, 'pass').includes(id), `${id} is judged`)
  })

  it('with the head, and chunked coding that curl removed (curl -i): that is no fault of the server, 0', async () => {
    const { code, report } = await ofReference('-siN')
    assert.deepEqual(ids(report, 'fail', 'warn', 'inconclusive', 'error'), [])
    assert.equal(code, 0)
    for (const id of ['HTTP-01', 'HTTP-02', 'FRM-01', 'ID-03']) assert.ok(ids(report, 'pass').includes(id), `${id} is judged`)
  })

  it('of a server with a fault: 1, and nothing else fails', async () => {
    const { code, report } = await ofReference('-sN', 'bom-before-each-event')
    assert.deepEqual(ids(report, 'fail'), ['FRM-02b'])
    assert.equal(code, 1)
  })

  it('of nginx with nchan: a lone CR in a payload, and what its head missing', async function () {
    needs(this, has('nginx') && existsSync(NCHAN), 'nginx with nchan')
    const port = await freePort()
    child = await served('sh', [example('nchan', 'start.sh')], port)
    const linted = curlIntoLint('-siN -H Accept:text/event-stream', `http://127.0.0.1:${port}/events/lint`)
    await post(`http://127.0.0.1:${port}/publish/lint`, 'first\rsecond', 'text/plain')
    const { code, report } = await linted
    assert.deepEqual(ids(report, 'fail'), [])
    assert.deepEqual(ids(report, 'warn'), ['HTTP-06', 'HTTP-07', 'HTTP-08', 'FRM-03', 'FRM-11', 'ID-04c'])
    assert.equal(code, 0)
  })

  it('of nginx with nchan, which wants an Accept field: a 403 is no stream', async function () {
    needs(this, has('nginx') && existsSync(NCHAN), 'nginx with nchan')
    const port = await freePort()
    child = await served('sh', [example('nchan', 'start.sh')], port)
    const { code, report } = await curlIntoLint('-siN', `http://127.0.0.1:${port}/events/lint`)
    assert.deepEqual(ids(report, 'fail'), ['HTTP-01'])
    assert.equal(code, 1)
    const bare = await curlIntoLint('-sN', `http://127.0.0.1:${port}/events/lint`)
    assert.deepEqual(ids(bare.report, 'pass', 'fail', 'warn'), [], 'nothing came, so nothing is judged')
    assert.equal(bare.code, 4)
  })
})

describe('a recording of a server that is not ours', () => {
  let child: ChildProcess | undefined
  afterEach(() => {
    child?.kill('SIGTERM')
    removeFolders()
  })

  it('judged again gives the same report and observations, byte for byte', async () => {
    const port = await freePort()
    child = await served(process.execPath, [example('completion', 'server.mjs')], port)
    const config = { url: `http://127.0.0.1:${port}/v1/chat/completions`, request: { body: { stream: true } } }
    const folder = folderWith({ 'ssespec.config.json': JSON.stringify(config) })
    const ran = await ssespec(['check', '--out', 'bundle', '--reporter', 'json'], { folder })
    assert.equal(ran.code, 0, ran.err)
    const { report } = await judge(join(folder, 'bundle', 'recording.ndjson.gz'))
    assert.equal(formats.json.render(report), ran.out)
  })
})
