import { strict as assert } from 'node:assert'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { removeFolders } from '../api/scratch.js'
import { wants } from '../examples/needs.js'
import { type Consumer, installed, newestNode } from './consumer.js'

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

  it('does so on the newest Node', function () {
    const node = newestNode()
    wants(this, node !== undefined, 'node from npm for this machine')
    if (node !== undefined) judgesAndVerifies(node)
  })

  it('verifies without Sigstore’s libraries, which are optional', () => {
    const { code, err } = consumer.node(
      process.execPath,
      'node_modules/ssespec/dist/cli/main.js',
      'verify',
      'bundle',
      '--identity',
      'a',
      '--issuer',
      'b',
    )
    // There is no keyless certificate, and nothing of Sigstore's is needed to say so.
    assert.equal(code, 1, err)
  })
})
