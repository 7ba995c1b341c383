import { strict as assert } from 'node:assert'
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { certify, type Envelope, type Statement, writeKeyPair } from '../../api/index.js'
import { packageRoot } from '../../schemas/index.js'
import { wants } from '../examples/needs.js'
import { bundled } from './bundled.js'
import { folderWith, removeFolders } from './scratch.js'

const SCRIPT = join(packageRoot, 'test', 'api', 'fixtures', 'verify-dsse.py')

const python = (...args: readonly string[]) => spawnSync('python3', args, { encoding: 'utf8' })

const verified = (envelope: string, key: string): { accepted: boolean; type: string; statement: Statement } => {
  const { stdout, stderr } = python(SCRIPT, envelope, key)
  assert.ok(stdout.startsWith('{'), stderr)
  return JSON.parse(stdout)
}

describe("in-toto's own library", () => {
  after(removeFolders)

  it('accepts a certificate by its key, and neither an edited one nor another key', async function () {
    const { status } = python('-c', 'import securesystemslib.dsse, cryptography')
    wants(this, status === 0, 'securesystemslib (pip install "securesystemslib[crypto]==1.6.0")')
    const bundle = await bundled(['HTTP-01'])
    const [key, other] = [join(folderWith(), 'team'), join(folderWith(), 'other')]
    writeKeyPair(key)
    writeKeyPair(other)
    const { file } = await certify(bundle, { key: readFileSync(key, 'utf8') })
    const { accepted, type, statement } = verified(file, `${key}.pub`)
    assert.deepEqual([accepted, type], [true, 'application/vnd.in-toto+json'])
    assert.deepEqual(
      [statement._type, statement.predicateType],
      ['https://in-toto.io/Statement/v1', 'https://in-toto.io/attestation/test-result/v0.1'],
    )
    assert.equal(verified(file, `${other}.pub`).accepted, false)
    const envelope = JSON.parse(readFileSync(file, 'utf8')) as Envelope
    const payload = Buffer.from(envelope.payload, 'base64').toString('utf8').replace('"FAILED"', '"PASSED"')
    writeFileSync(file, JSON.stringify({ ...envelope, payload: Buffer.from(payload).toString('base64') }))
    assert.equal(verified(file, `${key}.pub`).accepted, false)
  })
})
