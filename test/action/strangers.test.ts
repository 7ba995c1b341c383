/** The action and the GitLab job in a repository that others write to. */

import { strict as assert } from 'node:assert'
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { parse } from 'yaml'
import { BUNDLE_FILES } from '../../api/bundle-files.js'
import { packageRoot } from '../../schemas/index.js'
import { handmadeBundle } from '../api/handmade.js'
import { folderWith, removeFolders } from '../api/scratch.js'
import { commandLine } from '../cli/ssespec.js'
import { runAction } from './steps.js'

const UNREACHABLE = 'http://127.0.0.1:1/events'

/** An action that is built already: its command line runs this code. */
const actionWith = (code: string): string => {
  const folder = folderWith()
  mkdirSync(join(folder, 'dist', 'cli'), { recursive: true })
  mkdirSync(join(folder, 'action'))
  cpSync(join(packageRoot, 'action', 'check.sh'), join(folder, 'action', 'check.sh'))
  writeFileSync(join(folder, 'dist', 'cli', 'main.js'), code)
  return folder
}

const SOURCES = `
const { spawnSync } = require('node:child_process')
process.exitCode = spawnSync(process.execPath, [...${JSON.stringify(commandLine([]))}, ...process.argv.slice(2)], { stdio: 'inherit' }).status`

/** Writes what the environment of each command was, and ends with a status. */
const standIn = (status: number): string => `
const { mkdirSync, writeFileSync } = require('node:fs')
const [verb] = process.argv.slice(2)
writeFileSync('environment-' + verb + '.json', JSON.stringify(process.env))
if (verb === 'check') {
  mkdirSync('ssespec-report', { recursive: true })
  writeFileSync('ssespec-report/report.json', '{"conforms":true}')
  writeFileSync('ssespec-report/summary.md', 'All is well.')
  process.exitCode = ${status}
}`

const IDENTITY = { ACTIONS_ID_TOKEN_REQUEST_URL: 'http://127.0.0.1:1/', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'secret-identity' }

const checkedOut = async (): Promise<string> => {
  const folder = folderWith()
  cpSync(await handmadeBundle(), join(folder, 'ssespec-report'), { recursive: true })
  writeFileSync(join(folder, 'ssespec-report', 'attestation.dsse.json'), '{}')
  return folder
}

describe('the action where the repository has a bundle already', () => {
  afterEach(removeFolders)

  for (const [what, inputs, status] of [
    ['the target could not be reached', { url: UNREACHABLE }, 3],
    ['the configuration could not be read', { config: 'gone.json' }, 2],
  ] as const) {
    it(`shows and signs nothing of it if ${what}`, async () => {
      const folder = await checkedOut()
      const path = actionWith(SOURCES)
      const { code, out, err, outputs, summary } = await runAction({ ...inputs, sign: 'true' }, folder, { path })
      assert.equal(code, status, out + err)
      assert.deepEqual(outputs, { 'exit-code': String(status), conforms: 'false' })
      assert.equal(summary, '')
      assert.doesNotMatch(out + err, /there\.example|was not signed|CI gives this run no identity/)
      const left = existsSync(join(folder, 'ssespec-report')) ? readdirSync(join(folder, 'ssespec-report')) : []
      assert.deepEqual(
        left.filter(name => BUNDLE_FILES.includes(name)),
        [],
      )
    })
  }

  it('shows and signs nothing of an inconclusive run', async () => {
    const folder = folderWith()
    const { code, outputs, summary } = await runAction({ sign: 'true' }, folder, { path: actionWith(standIn(4)) })
    assert.equal(code, 4)
    assert.deepEqual(outputs, { 'exit-code': '4', conforms: 'false', bundle: 'ssespec-report' })
    assert.equal(summary, '')
    assert.equal(existsSync(join(folder, 'environment-certify.json')), false)
  })

  it('removes every file of a bundle by its name', () => {
    const script = readFileSync(join(packageRoot, 'action', 'check.sh'), 'utf8')
    const [, names = ''] = /own=\(([^)]*)\)/.exec(script) ?? []
    assert.deepEqual(names.split(/\s+/).sort(), [...BUNDLE_FILES, 'recording.ndjson'].sort())
  })
})

describe('the inputs of the action', () => {
  afterEach(removeFolders)

  it('with a line break are refused, and make no outputs', async () => {
    for (const inputs of [{ out: 'x\nconforms=true' }, { url: 'http://a\rb' }, { token: 'a\nb' }]) {
      const { code, out, outputs } = await runAction(inputs, folderWith(), { path: actionWith(standIn(0)) })
      assert.deepEqual([code, outputs], [2, {}])
      assert.match(out, /^::error title=ssespec::(INPUT_OUT|INPUT_URL|SSESPEC_TOKEN) has a line break\. Give it as one line\.\n$/)
    }
  })

  it('with a pattern, or with a link as the folder, are refused', async () => {
    const folder = folderWith()
    symlinkSync('/tmp', join(folder, 'linked'))
    for (const out of ['*', 'linked', 'linked/']) {
      const ran = await runAction({ out }, folder, { path: actionWith(standIn(0)) })
      assert.deepEqual([ran.code, ran.outputs], [2, {}], out)
    }
  })
})

describe('the identity to sign with, and the token', () => {
  afterEach(removeFolders)

  const environmentOf = (folder: string, verb: string): string => readFileSync(join(folder, `environment-${verb}.json`), 'utf8')

  it('are there only for the command that needs them', async () => {
    const folder = folderWith()
    const inputs = { sign: 'true', token: 'secret-token' }
    const { code, err } = await runAction(inputs, folder, { path: actionWith(standIn(0)), environment: IDENTITY })
    assert.equal(code, 0, err)
    const [checked, reported, certified] = ['check', 'report', 'certify'].map(verb => environmentOf(folder, verb))
    assert.ok(checked?.includes('secret-token') && !checked.includes('secret-identity'))
    assert.ok(!reported?.includes('secret-'))
    assert.ok(certified?.includes('secret-identity') && !certified.includes('secret-token'))
    assert.ok(!checked?.includes('GITHUB_OUTPUT'), 'a hook could write outputs')
  })

  it('in GitLab are in a job of its own, without the repository', () => {
    const jobs = parse(readFileSync(join(packageRoot, 'ci', 'gitlab.yml'), 'utf8'))
    assert.equal(jobs['.ssespec'].id_tokens, undefined)
    assert.deepEqual(Object.keys(jobs['.ssespec-sign'].id_tokens), ['SIGSTORE_ID_TOKEN'])
    assert.equal(jobs['.ssespec-sign'].variables.GIT_STRATEGY, 'none')
  })
})

describe('the GitLab job where the repository has a bundle already', () => {
  afterEach(removeFolders)

  interface Job {
    readonly script: readonly string[]
    readonly after_script: readonly string[]
  }
  const jobs = (): Readonly<Record<string, Job>> => parse(readFileSync(join(packageRoot, 'ci', 'gitlab.yml'), 'utf8'))

  /** Runs a part of a job as GitLab does, with an npx that ends with this status. */
  const run = (lines: readonly string[], folder: string, status: number, more: Readonly<Record<string, string>> = {}) => {
    const bin = folderWith({ npx: `#!/bin/sh\necho "npx $*" >> npx.log\nexit ${status}\n` })
    chmodSync(join(bin, 'npx'), 0o755)
    const environment = {
      PATH: [bin, process.env.PATH].join(delimiter),
      SSESPEC_PACKAGE: 'x.tgz',
      CI_JOB_ID: `test-${process.pid}-${status}`,
      ...more,
    }
    return spawnSync('sh', ['-e', '-c', lines.join('\n')], { cwd: folder, env: environment, encoding: 'utf8' })
  }

  it('keeps nothing of it: before a run that fails, and without a run', async () => {
    const folder = await checkedOut()
    assert.equal(run(jobs()['.ssespec']?.script ?? [], folder, 3).status, 3)
    assert.equal(existsSync(join(folder, 'ssespec-report')), false)
    run(jobs()['.ssespec']?.after_script ?? [], folder, 3)
    assert.equal(readFileSync(join(folder, 'ssespec.env'), 'utf8'), 'SSESPEC_STATUS=3\n')
    const other = await checkedOut()
    run(jobs()['.ssespec']?.after_script ?? [], other, 0, { CI_JOB_ID: 'never-ran' })
    assert.equal(existsSync(join(other, 'ssespec-report')), false)
  })

  it('signs only after a check that ended with 0 or 1', () => {
    for (const [status, signs] of [
      ['0', true],
      ['1', true],
      ['4', false],
      ['', false],
    ] as const) {
      const folder = folderWith()
      const ran = run(jobs()['.ssespec-sign']?.script ?? [], folder, 0, { SSESPEC_STATUS: status })
      assert.equal(ran.status, 0, ran.stderr)
      assert.equal(existsSync(join(folder, 'npx.log')), signs, status)
    }
  })
})
