import { strict as assert } from 'node:assert'
import { generateKeyPairSync } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Verification } from '../../schemas/index.js'
import { bundled } from '../api/bundled.js'
import { folderWith, removeFolders } from '../api/scratch.js'
import { ssespec } from './ssespec.js'

describe('ssespec certify and verify', () => {
  let bundle = ''
  let key = ''

  before(async () => {
    bundle = await bundled(['FRM-05', 'HB-04'])
    key = join(folderWith(), 'team')
    await ssespec(['certify', '--new-key', key])
  })
  after(removeFolders)

  it('make a key that only its owner reads, and overwrite none', async () => {
    assert.equal(statSync(key).mode & 0o777, 0o600)
    assert.match(readFileSync(key, 'utf8'), /^-----BEGIN PRIVATE KEY-----\n/)
    assert.match(readFileSync(`${key}.pub`, 'utf8'), /^-----BEGIN PUBLIC KEY-----\n/)
    const before = readFileSync(key, 'utf8')
    const { code, err } = await ssespec(['certify', '--new-key', key])
    assert.equal(code, 2)
    assert.match(err, /is there already, and a key is never overwritten/)
    assert.equal(readFileSync(key, 'utf8'), before)
  })

  it('sign a bundle, verify it, and find it forged', async () => {
    const signed = await ssespec(['certify', bundle, '--key', key])
    assert.equal(signed.code, 0, signed.err)
    assert.match(signed.out, /^Signed: .*attestation\.dsse\.json, by the key [0-9a-f]{64}\n/)
    // Two requirements are not a profile.
    assert.match(signed.out, /The profile sse does not count as passed \(FAILED\).*\n {2}HTTP-01 not-selected: /)

    const honest = await ssespec(['verify', bundle, '--key', `${key}.pub`])
    assert.equal(honest.code, 0, honest.out)
    assert.match(honest.out, /✓ signature [^\n]*\n✓ digests.*\nVerified: \d+ verdicts on /s)

    const report = join(bundle, 'report.json')
    const text = readFileSync(report, 'utf8')
    writeFileSync(report, text.replace('"verdict": "pass"', '"verdict": "fail"'))
    const forged = await ssespec(['verify', bundle, '--key', `${key}.pub`])
    assert.equal(forged.code, 1)
    assert.match(forged.out, /✗ forged-verdict\n {2}The report says fail of .*\nNot verified: 2 findings\./s)
    const json = await ssespec(['verify', bundle, '--json'])
    assert.equal(json.code, 1)
    assert.ok((JSON.parse(json.out) as Verification).findings.some(({ kind }) => kind === 'forged-verdict'))

    const again = await ssespec(['certify', bundle, '--key', key])
    assert.deepEqual([again.code, again.out], [1, ''])
    assert.match(again.err, /✗ forged-verdict.* does not verify, so it is not signed\.\n$/s)
    writeFileSync(report, text)
  })

  it('used wrongly end with 2', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const other = join(folderWith({ key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }), 'key')
    for (const [args, words] of [
      [['certify', bundle], /^Name a bundle and a key/],
      [['certify', bundle, '--key', join(bundle, 'gone')], /could not be read: ENOENT/],
      [['certify', bundle, '--key', join(bundle, 'summary.md')], /^The key is not a private key in PEM/],
      [['certify', bundle, '--key', other], /^The key is ec; ssespec signs with Ed25519/],
      [['verify', bundle, '--key', key], /^The key is a private one: verify with its public half/],
      [['verify', join(bundle, 'gone')], /is not a bundle: /],
    ] as const) {
      const { code, out, err } = await ssespec(args)
      assert.deepEqual([code, out], [2, ''], `${args.join(' ')}: ${err}`)
      assert.match(err, words)
    }
  })
})
