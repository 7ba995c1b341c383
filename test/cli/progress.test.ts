import { strict as assert } from 'node:assert'
import { spawnSync } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { wants } from '../examples/needs.js'
import { commandLine, ssespec, startProgram } from './ssespec.js'

// The line is taken away, and written anew.
const ANEW = '\r\x1b[2K'

describe('the progress of a check', () => {
  let server: Server
  let args: string[] = []
  before(async () => {
    server = createServer((_request, response) => response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(': \n\n'))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    args = ['check', `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, '--only', 'HTTP-09', '--quick', '--reporter', 'json']
  })
  after(() => {
    server.closeAllConnections()
    server.close()
  })

  it('is plain lines where standard error is no terminal', async () => {
    const { code, out, err } = await ssespec(args)
    assert.equal(code, 0, err)
    assert.equal(err, '1 scenario recorded\n')
    assert.equal(JSON.parse(out).conforms, true)
  })

  it('is one line, written anew and then gone, on a terminal', async function () {
    wants(this, spawnSync('script', ['--version']).status === 0, 'script')
    const line = [process.execPath, ...commandLine(args)].map(word => `'${word}'`).join(' ')
    const { code, out } = await startProgram('script', ['-qec', line, '/dev/null']).ended
    assert.equal(code, 0, out)
    const painted = out.slice(0, out.lastIndexOf(ANEW)).split(ANEW).slice(1)
    assert.ok(painted.length > 3, out)
    for (const each of painted) assert.doesNotMatch(each, /\n/)
    assert.match(painted.join(), / 0 recorded, 1 running, at most \d s to watch {2}idle/)
    assert.doesNotMatch(out, /scenarios? recorded/)
    assert.equal(JSON.parse(out.slice(out.lastIndexOf(ANEW) + ANEW.length)).conforms, true)
  })
})
