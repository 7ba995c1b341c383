import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../schemas/index.js'
import { folderWith, removeFolders } from '../api/scratch.js'
import { type Started, startProgram } from '../cli/ssespec.js'
import { createToyUpstream, type ToyUpstream } from './toy-upstream.js'

/** The libraries that the gateway uses, by which its image is judged. */
const LIBRARIES = ['commander', 'eventsource-parser', 'undici', 'ws']

describe('the image of the gateway', () => {
  let folder: string
  let toy: ToyUpstream
  let serving: Started | undefined

  before(async () => {
    folder = folderWith({})
    const { status, stderr } = spawnSync(process.execPath, [join(packageRoot, 'scripts', 'gateway.mjs'), folder], { encoding: 'utf8' })
    assert.deepEqual([status, stderr], [0, ''])
    toy = await createToyUpstream()
  })
  after(async () => {
    serving?.signal('SIGKILL')
    await toy.stop()
    removeFolders()
  })

  const run = (...flags: string[]): Started =>
    startProgram(process.execPath, [join(folder, 'gateway.mjs'), '--port', '0', ...flags], { folder })

  it('has one program and the licenses of the few libraries in it', () => {
    assert.deepEqual(readdirSync(folder).sort(), ['THIRD-PARTY-LICENSES.txt', 'gateway.mjs'])
    const licenses = readFileSync(join(folder, 'THIRD-PARTY-LICENSES.txt'), 'utf8')
    assert.deepEqual(
      [...licenses.matchAll(/^([\w-]+) \d+\.\d+\.\d+ \(/gm)].map(([, name]) => name),
      LIBRARIES,
    )
    const copied = readFileSync(join(packageRoot, 'gateway', 'Dockerfile'), 'utf8')
      .split(/^FROM /m)
      .at(-1)
    assert.deepEqual(copied?.match(/^(COPY|ADD|RUN) .*$/gm), ['COPY --from=build /gateway /gateway'])
  })

  it('streams, with nothing installed around it, and ends with 0', async () => {
    serving = run('--upstream', toy.url, '--metrics-address', '127.0.0.1:0')
    const [, stream = ''] = await serving.says(/^Event stream +(\S+)$/m)
    const [, metrics = ''] = await serving.says(/^Metrics +(\S+)$/m)
    await serving.says(/^Press Ctrl-C/m)
    const response = await fetch(stream, { headers: { Authorization: 'Bearer alice-1' } })
    assert.equal((await fetch(stream)).status, 401)
    assert.match(await (await fetch(metrics)).text(), /^ssespec_reference_streams_open 1$/m)
    serving.signal('SIGTERM')
    assert.match(await response.text(), /^id: s0$/m)
    const { code, err } = await serving.ended
    assert.deepEqual([code, err], [0, ''])
  })

  it('says in one line what is wrong with its command line, and ends with 2', async () => {
    for (const [flags, words] of [
      [[], 'Say which homeserver is behind the gateway: --upstream https://HOST'],
      [['--upstream', 'http://a', '--trusted-proxy', 'b'], 'trusted proxy is "b"; give an IP address, or ADDRESS/BITS for a network'],
      [['--upstream', 'http://a', '--metrics-address', 'b'], 'metrics_address is "b"; give HOST:PORT'],
    ] as const) {
      const { code, err } = await run(...flags).ended
      assert.deepEqual([code, err], [2, `${words}\n`])
    }
  })
})
