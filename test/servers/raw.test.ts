import assert from 'node:assert/strict'
import { type ChildProcess, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../schemas/index.js'
import { rawAnswers } from '../../scripts/servers/raw-answers.js'
import type { RawReading } from '../../scripts/servers/raw-reading.js'
import { folderWith, removeFolders } from '../api/scratch.js'
import { needs } from '../examples/needs.js'
import { example, freePort, served } from '../examples/served.js'

const SCRIPTS = join(packageRoot, 'scripts', 'servers')
const VECTORS = join(packageRoot, 'suites', 'vectors')

const python = (script: string, ...args: string[]): string => {
  const { status, stdout, stderr } = spawnSync('python3', ['-B', join(SCRIPTS, script), ...args], { encoding: 'utf8', maxBuffer: 1 << 26 })
  assert.equal(status, 0, stderr)
  return stdout
}

describe('the raw reader', () => {
  let child: ChildProcess | undefined
  before(function () {
    needs(this, spawnSync('python3', ['--version']).status === 0, 'python3')
  })
  afterEach(() => {
    child?.kill('SIGTERM')
    removeFolders()
  })

  it('reads every test vector as the standard says', () => {
    const files = readdirSync(VECTORS).filter(file => file.endsWith('.json'))
    const { played, otherwise } = JSON.parse(python('raw_vectors.py', ...files.map(file => join(VECTORS, file))))
    assert.deepEqual(otherwise, [])
    assert.ok(played > 200, `${played} vectors`)
  })

  it('sees that the Express example conforms, and what a server sends that splits nothing', async () => {
    const read = async (program: string, name: string, usualPort: number): Promise<RawReading> => {
      const port = await freePort()
      child = await served(program, [example(name, program === 'node' ? 'server.mjs' : 'server.py')], port)
      const config = readFileSync(example(name, 'ssespec.config.json'), 'utf8').replaceAll(String(usualPort), String(port))
      const file = join(folderWith(), 'ssespec.config.json')
      writeFileSync(file, config)
      const reading = JSON.parse(python('raw.py', file))
      child.kill('SIGTERM')
      return reading
    }
    // Times are left out: a starved machine is late.
    const failing = (reading: RawReading): string[] =>
      Object.entries(rawAnswers(reading)).flatMap(([id, { answer }]) =>
        answer === 'fails' && !['HTTP-09', 'HTTP-10'].includes(id) ? [id] : [],
      )
    assert.deepEqual(failing(await read('node', 'express', 3002)), [])
    // As its README says: str.splitlines() knows more line ends than the standard does.
    const tutorial = failing(await read('python3', 'python-http-server', 8000))
    for (const id of ['FRM-05e', 'FRM-18', 'FRM-18b', 'FRM-20', 'HTTP-06', 'HTTP-08', 'HTTP-13'])
      assert.ok(tutorial.includes(id), `${id}: ${tutorial}`)
    for (const id of ['FRM-05', 'FRM-05b', 'FRM-05c', 'SEC-11', 'SEC-11b']) assert.ok(!tutorial.includes(id), id)
  }).timeout(120_000)
})
