import { strict as assert } from 'node:assert'
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { preAuthenticationEncoding } from '../../api/dsse.js'
import { certify, NoBundleError, NotCertifiedError, verify, writeKeyPair } from '../../api/index.js'
import { documentFaults } from '../../schemas/index.js'
import { bundled } from './bundled.js'
import { FORGERIES, type Keys, report, statementIn, unsign, verdictOf } from './forgeries.js'
import { folderWith, removeFolders } from './scratch.js'

describe('verifying a bundle', () => {
  let made = ''
  let bundle = ''
  let publicKey = ''
  let keys: Keys = { own: '', other: '' }

  before(async () => {
    made = await bundled()
    const folder = folderWith()
    for (const name of ['own', 'other']) writeKeyPair(join(folder, name))
    const read = (name: string): string => readFileSync(join(folder, name), 'utf8')
    keys = { own: read('own'), other: read('other') }
    publicKey = read('own.pub')
    await certify(made, { key: keys.own })
  })
  beforeEach(() => {
    bundle = join(folderWith(), 'bundle')
    cpSync(made, bundle, { recursive: true })
  })
  afterEach(() => rmSync(bundle, { recursive: true, force: true }))
  after(removeFolders)

  it('an honest bundle verifies, in less than 5 s of CPU, and every check holds', async () => {
    const began = process.cpuUsage()
    const verification = await verify(bundle, { key: publicKey })
    const { user, system } = process.cpuUsage(began)
    assert.deepEqual(verification.findings, [])
    assert.deepEqual([...new Set(verification.checks.map(({ state }) => state))], ['holds'])
    assert.deepEqual(documentFaults('verification', verification), [])
    assert.ok(verification.verified && user + system < 5e6, `${user + system} µs`)
  })

  it('without a key or a certificate it verifies, and says what was not checked', async () => {
    const signatureOf = async () => {
      const { verified, checks } = await verify(bundle)
      assert.ok(verified)
      return checks.find(({ of }) => of === 'signature')?.state
    }
    assert.equal(await signatureOf(), 'not-checked')
    unsign(bundle)
    assert.equal(await signatureOf(), 'not-checked')
  })

  it('a quick run leaves a MUST open: the certificate says so, and the profile does not count as passed', () => {
    const { predicate } = statementIn(bundle)
    assert.deepEqual(documentFaults('statement', statementIn(bundle)), [])
    assert.deepEqual([predicate.result, predicate.ssespec.profile_passed], ['FAILED', false])
    assert.deepEqual(
      predicate.ssespec.open.map(({ id, verdict }) => [id, verdict]),
      [['SEC-13', 'skip']],
    )
    assert.ok(predicate.ssespec.skipped.some(({ id }) => id === 'LIF-07'))
  })

  it('what is signed is the pre-authentication encoding of the DSSE specification', () => {
    const encoded = preAuthenticationEncoding('http://example.com/HelloWorld', Buffer.from('hello world'))
    assert.equal(encoded.toString(), 'DSSEv1 29 http://example.com/HelloWorld 11 hello world')
  })

  for (const { what, forge, found, says } of FORGERIES) {
    it(`finds ${what}`, async () => {
      forge(bundle, keys)
      const verification = await verify(bundle, { key: publicKey })
      const { findings, verified } = verification
      assert.equal(verified, false)
      assert.deepEqual([...new Set(findings.map(({ kind }) => kind))].sort(), [...found].sort())
      assert.match(findings.flatMap(finding => [finding.says, ...(finding.changes ?? [])]).join('\n'), says)
      assert.deepEqual(documentFaults('verification', verification), [])
    })
  }

  it('a bundle that does not verify is not signed', async () => {
    unsign(bundle)
    report(bundle, all => void Object.assign(verdictOf(all, 'FRM-05'), { verdict: 'fail' }))
    await assert.rejects(
      certify(bundle, { key: keys.own }),
      (cause: unknown) => cause instanceof NotCertifiedError && cause.verification.findings.some(({ kind }) => kind === 'forged-verdict'),
    )
    assert.equal(existsSync(join(bundle, 'attestation.dsse.json')), false)
  })

  it('what is no bundle is refused in words', async () => {
    await assert.rejects(verify(folderWith()), NoBundleError)
  })
})
