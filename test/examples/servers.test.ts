import { strict as assert } from 'node:assert'
import { type ChildProcess, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Report } from '../../schemas/index.js'
import { folderWith, removeFolders } from '../api/scratch.js'
import { byTurns } from '../turn.js'
import { needs, wants } from './needs.js'
import { example, freePort, ids, judged, served } from './served.js'

const MODULE = '/usr/lib/nginx/modules/ngx_nchan_module.so'

const has = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0

/** Patterns with methods came with 1.22, which Debian 12 does not have. */
const hasGo = (): boolean => {
  const version = /go1\.(\d+)/.exec(spawnSync('go', ['version'], { encoding: 'utf8' }).stdout ?? '')?.[1]
  return Number(version ?? 0) >= 22
}

const hasModule = (name: string): boolean => spawnSync('python3', ['-c', `import ${name}`]).status === 0

describe('servers that were compared with their raw bytes by hand', () => {
  const inTurn = byTurns()
  let child: ChildProcess | undefined
  afterEach(() => {
    child?.kill('SIGTERM')
    child = undefined
    removeFolders()
  })

  const judge = async (program: string, args: readonly string[], folder: string, usualPort: number, quick = true): Promise<Report> => {
    const port = await freePort()
    child = await served(program, args, port)
    return judged(folder, usualPort, port, quick)
  }

  inTurn('nginx with nchan: lone CR, HEAD, other methods, Vary', async function () {
    needs(this, has('nginx') && existsSync(MODULE), 'nginx with nchan')
    const report = await judge('sh', [example('nchan', 'start.sh')], 'nchan', 8090)
    assert.deepEqual(ids(report, 'fail'), ['HTTP-25', 'FRM-05c', 'SEC-11b'])
    const warned = [
      'HTTP-06',
      'HTTP-07',
      'HTTP-08',
      'HTTP-13',
      'HTTP-13c',
      'HTTP-14b',
      'HTTP-16',
      'HTTP-17',
      'HTTP-20',
      'HTTP-20b',
      'ID-04c',
      'HB-12',
    ]
    assert.deepEqual(ids(report, 'warn'), warned)
    assert.deepEqual(ids(report, 'inconclusive', 'error'), [])
    assert.ok(ids(report, 'pass').includes('RES-03'), 'it resumes')
  })

  inTurn('a tutorial on node:http: line breaks in payloads, HEAD, other methods', async () => {
    const report = await judge(process.execPath, [example('node-http', 'server.mjs')], 'node-http', 3000)
    const failed = ['FRM-05', 'FRM-05b', 'FRM-05c', 'FRM-05d', 'FRM-05e', 'FRM-25b', 'SEC-11', 'SEC-11b']
    assert.deepEqual(ids(report, 'fail'), failed)
    assert.deepEqual(ids(report, 'error'), [])
  })

  inTurn('the same, fixed as the report says', async () => {
    const report = await judge(process.execPath, [example('node-http', 'server-fixed.mjs')], 'node-http', 3000)
    assert.deepEqual(ids(report, 'fail', 'inconclusive', 'error'), [])
    assert.deepEqual(ids(report, 'warn'), ['HB-12'])
    assert.equal(report.conforms, true)
  })

  inTurn('Express, written with care: everything that can be provoked passes', async () => {
    const report = await judge(process.execPath, [example('express', 'server.mjs')], 'express', 3002)
    assert.deepEqual(ids(report, 'fail', 'warn', 'inconclusive', 'error'), [])
    assert.ok(ids(report, 'pass').includes('FRM-12'), 'event names are judged')
  })

  inTurn('Go, written with care: everything that can be provoked passes', async function () {
    wants(this, hasGo(), 'Go 1.22')
    const program = join(folderWith(), 'server')
    // Not `go run`, which does not pass on what ends it.
    const { status, stderr } = spawnSync('go', ['build', '-o', program, '.'], { cwd: example('go'), encoding: 'utf8' })
    assert.equal(status, 0, stderr)
    const report = await judge(program, [], 'go', 8080)
    assert.deepEqual(ids(report, 'fail', 'warn', 'inconclusive', 'error'), [])
    assert.ok(ids(report, 'pass').includes('FRM-05c'), 'payloads with line breaks are judged')
  })

  inTurn('FastAPI, written with care: everything that can be provoked passes', async function () {
    wants(this, hasModule('fastapi') && hasModule('uvicorn'), 'python3 with fastapi and uvicorn')
    const report = await judge('python3', [example('fastapi', 'server.py')], 'fastapi', 8001)
    assert.deepEqual(ids(report, 'fail', 'warn', 'inconclusive', 'error'), [])
    assert.ok(ids(report, 'pass').includes('FRM-12'), 'event names are judged')
  })

  inTurn("Python's http.server: splitlines() knows more line ends than the standard", async function () {
    needs(this, has('python3'), 'python3')
    const report = await judge('python3', [example('python-http-server', 'server.py')], 'python-http-server', 8000)
    assert.deepEqual(ids(report, 'fail'), ['FRM-05e', 'FRM-18', 'FRM-18b', 'FRM-19'])
    assert.deepEqual(ids(report, 'warn'), ['HTTP-06', 'HTTP-08', 'HTTP-13', 'FRM-20', 'HB-05'])
  })

  inTurn('a completion that is streamed by POST and ends: judged, and nothing fails', async () => {
    const report = await judge(process.execPath, [example('completion', 'server.mjs')], 'completion', 3001, false)
    assert.deepEqual(ids(report, 'fail', 'warn', 'inconclusive', 'error'), [])
    for (const id of ['HTTP-01', 'HTTP-02', 'HTTP-27', 'HTTP-28', 'FRM-01', 'FRM-08', 'FRM-11', 'FRM-13']) {
      assert.ok(ids(report, 'pass').includes(id), `${id} is judged`)
    }
    const skipped = report.verdicts.filter(({ id }) => id.startsWith('RES-') || id.startsWith('HB-'))
    for (const { id, verdict, reason } of skipped) {
      // What is judged over the whole run is not skipped with a scenario.
      assert.equal(verdict, id === 'RES-20' ? 'not-applicable' : 'skip', id)
      assert.match(reason ?? '', /ends by itself/, id)
    }
  })
})
