import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { documentFaults, type Load } from '../../schemas/index.js'
import { folderWith, removeFolders } from '../api/scratch.js'
import { ssespec, startSsespec } from '../cli/ssespec.js'
import { needs } from '../examples/needs.js'
import { k6IsMissing } from './generators.js'
import { loadOf, transport } from './results.js'

const readLoad = (folder: string): Load => JSON.parse(readFileSync(join(folder, 'load.json'), 'utf8'))

describe('ssespec load', () => {
  afterEach(removeFolders)

  it('refuses a target that is not this machine, and says what consents', async () => {
    const { code, err } = await ssespec(['load', 'http://load.example/events'])
    assert.equal(code, 2)
    assert.match(err, /^load\.example is not this machine\..*--i-may-load-this-host load\.example\n$/)
  })

  it('refuses to publish to what is not this machine, either', async () => {
    const config = { url: 'http://127.0.0.1:1/events', hooks: { publish: { url: 'http://load.example/publish', body: '{{data}}' } } }
    const folder = folderWith({ 'ssespec.config.json': JSON.stringify(config) })
    const { code, err } = await ssespec(['load'], { folder })
    assert.deepEqual([code, /^load\.example is not this machine/.test(err)], [2, true])
  })

  it('says before it starts what this machine cannot hold, with the command that raises it', async () => {
    const { code, err } = await ssespec(['load', '--connections', '900000'])
    assert.equal(code, 2)
    assert.match(err, /^900000 connections over 1 k6 process need .*prlimit --pid \$\$ --nofile=/)
  })

  it('without k6 and without Go says in one line what to install', async () => {
    const empty = folderWith()
    // bash, and what the script needs, but no Go.
    const environment = { PATH: '/usr/bin:/bin', XDG_CACHE_HOME: empty, K6_BINARY: '', HOME: empty }
    if (existsSync('/usr/bin/go') || existsSync('/bin/go')) return
    const { code, err } = await ssespec(['load'], { environment })
    assert.equal(code, 4)
    assert.match(err, /^k6 is built here by Go: install Go 1\.\d+ or newer from https:\/\/go\.dev\/dl, or set K6_BINARY[^\n]*\n$/)
  })

  it('a workload that publishes needs the hook', async () => {
    const { code, err } = await ssespec(['load', 'http://127.0.0.1:1/events?c={{channel}}'])
    assert.equal(code, 2)
    assert.match(err, /This workload publishes: set hooks\.publish/)
  })

  it('a server with one channel is told that every publication reaches all', async () => {
    const { code, err } = await ssespec(['load', 'http://127.0.0.1:1/events'])
    assert.equal(code, 2)
    assert.match(err, /The target has one channel, so a publication reaches all 500 clients/)
  })

  it('a target that nobody listens at is unreachable, and said to be before the load starts', async () => {
    const { code, err } = await ssespec(['load', 'http://127.0.0.1:1/events', '--workload', 'idle'])
    assert.equal(code, 3)
    assert.match(err, /^http:\/\/127\.0\.0\.1:1\/events cannot be reached: nothing is listening on that port/m)
  })

  it('a baseline that is none is refused before anything starts', async () => {
    const folder = folderWith({ 'old.json': '{"format":"ssespec-load/2"}' })
    const { code, err } = await ssespec(['load', '--baseline', 'old.json'], { folder })
    assert.equal(code, 2)
    assert.match(err, /old\.json, which is not a result of ssespec load, is not valid/)
  })
})

describe('ssespec load --baseline', () => {
  afterEach(removeFolders)

  it('a result of another workload is refused: it says nothing of this one', async () => {
    const folder = folderWith({ 'old.json': JSON.stringify(loadOf([transport()])) })
    const { code, err } = await ssespec(['load', '--baseline', 'old.json'], { folder })
    assert.equal(code, 2)
    assert.match(err, /old\.json was measured with another workload \(chat\)/)
  })
})

describe('ssespec load, with k6', () => {
  before(async function () {
    const missing = await k6IsMissing()
    needs(this, missing === undefined, `k6 (${missing})`)
  })
  afterEach(removeFolders)

  it('stopped by Ctrl-C tells what it has measured, marked as a part, and leaves no process', async () => {
    const out = join(folderWith(), 'out')
    mkdirSync(out)
    const started = startSsespec(['load', '--workload', 'idle', '--connections', '50', '--out', out])
    await started.says(/run 1 of 2: sse/)
    await new Promise(resolve => setTimeout(resolve, 6000))
    started.signal('SIGINT')
    const { code, err, out: told } = await started.ended
    assert.equal(code, 4, err)
    assert.match(told, /Stopped early; these figures cover only part/)
    const load = readLoad(out)
    assert.deepEqual(documentFaults('load', load), [])
    assert.deepEqual([load.interrupted, load.transports.length], [true, 1])
    assert.equal(load.transports[0]?.measured.connections.held, 50)
    assert.match(load.transports[0]?.reason ?? '', /stopped before its time/)
    await assert.rejects(fetch(load.target.url), 'the embedded reference has ended')
  })

  it('a server that refuses above its limit: as many as it held, and why the others were refused', async () => {
    let open = 0
    const server = createServer((request, response) => {
      if (open >= 6) return response.writeHead(503).end()
      open += 1
      request.socket.once('close', () => {
        open -= 1
      })
      response.writeHead(200, { 'Content-Type': 'text/event-stream' })
      response.write(': \n\n')
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const out = join(folderWith(), 'out')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    try {
      const args = [
        'load',
        url,
        '--workload',
        'idle',
        '--connections',
        '10',
        '--duration',
        '2',
        '--transports',
        'sse,websocket',
        '--out',
        out,
      ]
      const { code, out: told } = await ssespec(args)
      assert.equal(code, 4, told)
      assert.match(told, /clients held +6 of 10/)
      assert.match(told, /6 of 10 connections were held \(refused: \d+ × [^)]*503/)
      assert.match(told, /websocket was not run: no URL configured: set load\.websocket/)
      assert.equal(readLoad(out).transports[0]?.measured.server, undefined)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })
})
