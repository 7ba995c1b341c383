import { strict as assert } from 'node:assert'
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { packageRoot } from '../../schemas/index.js'
import { folderWith, removeFolders } from '../api/scratch.js'
import { wants } from '../examples/needs.js'
import { byTurns } from '../turn.js'
import { type Consumer, installed, newestNode } from './consumer.js'

/** Bytes of all files in a folder. */
const sizeOf = (folder: string): number =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => statSync(join(folder, name)))
    .reduce((sum, one) => sum + (one.isFile() ? one.size : 0), 0)

describe('the packed tarball, in an empty project', () => {
  let consumer: Consumer

  before(() => {
    consumer = installed()
  })
  after(removeFolders)

  const judgesAndVerifies = (node: string): void => {
    const command = join('node_modules', 'ssespec', 'dist', 'cli', 'main.js')
    const checked = consumer.node(node, command, 'check', '--quick', '--only', 'FRM,HTTP-01')
    assert.equal(checked.code, 0, checked.out + checked.err)
    assert.match(checked.out, /Conforms to sse as far as selected/)
    assert.match(consumer.node(node, command, 'explain', 'RES-14').out, /Reading A14/)

    const example = consumer.node(node, 'check.mjs')
    assert.equal(example.code, 0, example.out + example.err)
    assert.match(example.out, /: \d+ passed, 0 failed, \d+ skipped/)
    assert.match(consumer.node(node, 'judge.mjs').out, /^\d+ verdicts over \d+ observations: conforms, read strictly\n$/)
    assert.match(consumer.node(node, 'verify.mjs').out, /^Verified\.\n$/)
    const linted = consumer.node(node, 'lint.mjs').out
    assert.match(linted, /^FRM-11: /m)
    assert.match(linted, /It does not conform\.\n$/)
  }

  it('has what runs and nothing else', () => {
    const folder = join(consumer.folder, 'node_modules', 'ssespec')
    for (const file of [
      'dist/cli/main.js',
      'dist/api/index.d.ts',
      'schemas/config.schema.json',
      'suites/readings/msc2108.json',
      'LICENSE',
      'README.md',
    ])
      assert.ok(existsSync(join(folder, file)), file)
    for (const file of ['test', 'docs', 'bench', 'action']) assert.ok(!existsSync(join(folder, file)), file)
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
    assert.equal(consumer.node(process.execPath, 'node_modules/ssespec/dist/cli/main.js', '--version').out.trim(), version)
  })

  it('has types that compile in a strict project', () => assert.equal(consumer.typeFaults(), ''))

  it('checks, lints, judges and verifies on this Node', () => judgesAndVerifies(process.execPath))

  byTurns(5)('does so on the newest Node', function () {
    const node = newestNode()
    wants(this, node !== undefined, 'node from npm for this machine')
    if (node !== undefined) judgesAndVerifies(node)
  })

  it('installs few packages, and says whose work it has in its bundles', () => {
    const modules = join(consumer.folder, 'node_modules')
    const names = readdirSync(modules).flatMap(name => (name.startsWith('@') ? readdirSync(join(modules, name)) : [name]))
    assert.ok(names.length < 130, `${names.length} packages`)
    assert.ok(sizeOf(modules) < 60e6, `${sizeOf(modules)} bytes`)
    const licenses = readFileSync(join(modules, 'ssespec', 'dist', 'THIRD-PARTY-LICENSES.txt'), 'utf8')
    for (const name of ['@sigstore/sign', '@observablehq/plot', 'linkedom', 'selfsigned']) assert.ok(licenses.includes(`${name} `), name)
  })

  describe('by the GitLab template', () => {
    const { variables: shared, '.ssespec': job } = parse(readFileSync(join(packageRoot, 'ci', 'gitlab.yml'), 'utf8')) as {
      readonly variables: Readonly<Record<string, string>>
      readonly '.ssespec': { readonly variables: Readonly<Record<string, string>>; readonly script: readonly string[] }
    }
    /** Runs the job as a file with these variables includes it, with flags of its own. */
    const runJob = (variables: Readonly<Record<string, string>>, flags: Readonly<Record<string, string>> = {}) => {
      const folder = folderWith()
      const environment = { ...process.env, ...shared, ...variables, ...job.variables, ...flags }
      const ran = spawnSync('sh', ['-e', '-c', job.script.join('\n')], { cwd: folder, env: environment, encoding: 'utf8' })
      return { ...ran, folder }
    }

    it('checks a server, and leaves what the job keeps', () => {
      const flags = { SSESPEC_FLAGS: '--quick --only FRM,HTTP-01', npm_config_prefer_offline: 'true' }
      const { status, stdout, stderr, folder } = runJob({ SSESPEC_PACKAGE: consumer.tarball }, flags)
      assert.equal(status, 0, stdout + stderr)
      assert.match(stdout, /Conforms to sse as far as selected/)
      assert.ok(existsSync(join(folder, 'ssespec-report', 'junit.xml')))
    })

    it('fetches nothing when no package is named, and says what to set', () => {
      const { status, stdout } = runJob({ SSESPEC_PACKAGE: '' })
      assert.equal(status, 2)
      assert.equal(stdout, 'SSESPEC_PACKAGE is not set. Set it to the path or URL of a tarball of ssespec.\n')
    })
  })

  it('signs and draws with what is in its bundles', () => {
    const code = `const own = './node_modules/ssespec/dist/'
      const { emptyDocument, plot, ruleX } = await import(own + 'reports/load/drawing.js')
      const { startReference } = await import(own + 'reference/index.js')
      const { seeds, Verifier } = await import(own + 'api/sigstore.js')
      console.log(plot({ document: emptyDocument(), marks: [ruleX([0])] }).outerHTML.slice(0, 4))
      const reference = await startReference({ tls: true })
      console.log(reference.url.slice(0, 8), Object.keys(seeds).length > 0, typeof Verifier)
      await reference.stop()`
    const { code: status, out, err } = consumer.node(process.execPath, '--input-type=module', '--eval', code)
    assert.equal(status, 0, err)
    assert.equal(out, '<svg\nhttps:// true function\n')
  })
})
