import { strict as assert } from 'node:assert'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigurationError, certify, type FindingKind, type Verification, verify, writeKeyPair } from '../../api/index.js'
import { ssespec } from '../cli/ssespec.js'
import { bundled } from './bundled.js'
import { folderWith, removeFolders } from './scratch.js'
import { type Sigstore, startSigstore } from './sigstore.js'

const IDENTITY = 'https://github.com/example/server/.github/workflows/ci.yml@refs/heads/main'
const ISSUER = 'https://token.actions.githubusercontent.com'
const FILE = 'attestation.sigstore.json'

const signatureIn = ({ checks }: Verification) => checks.find(({ of }) => of === 'signature')
const kinds = ({ findings }: Verification): FindingKind[] => findings.map(({ kind }) => kind)

describe('a keyless certificate', () => {
  let sigstore: Sigstore
  let bundle = ''

  before(async () => {
    sigstore = await startSigstore()
    bundle = await bundled(['HTTP-01'])
    process.env.SIGSTORE_ID_TOKEN = sigstore.token(IDENTITY, ISSUER)
    const { by, file } = await certify(bundle, { keyless: { fulcio_url: sigstore.url, rekor_url: sigstore.url } })
    assert.equal(by, `${IDENTITY}, for whom ${ISSUER} vouches`)
    assert.equal(file, join(bundle, FILE))
  })
  after(async () => {
    delete process.env.SIGSTORE_ID_TOKEN
    await sigstore?.stop()
    removeFolders()
  })

  const trust = () => ({ keyless: { identity: IDENTITY, issuer: ISSUER, trusted_root: sigstore.trusted_root } })
  const changed = async (edit: (document: Record<string, Record<string, unknown>>) => void): Promise<Verification> => {
    const before = readFileSync(join(bundle, FILE), 'utf8')
    const document = JSON.parse(before)
    edit(document)
    writeFileSync(join(bundle, FILE), JSON.stringify(document))
    try {
      return await verify(bundle, trust())
    } finally {
      writeFileSync(join(bundle, FILE), before)
    }
  }

  it('holds for the identity that signed', async () => {
    const verification = await verify(bundle, trust())
    assert.deepEqual(kinds(verification), [])
    assert.deepEqual(signatureIn(verification), { of: 'signature', state: 'holds', says: `by ${IDENTITY}, for whom ${ISSUER} vouches` })
  })

  it('is not checked where no identity is given, and says whom it names', async () => {
    const verification = await verify(bundle)
    assert.equal(verification.verified, true)
    assert.match(signatureIn(verification)?.says ?? '', /who says to be https:\/\/github\.com\/example/)
  })

  it('fails for another identity, even one that begins alike, for another issuer, and for another Sigstore', async () => {
    const other = async (more: object) => kinds(await verify(bundle, { keyless: { ...trust().keyless, ...more } }))
    assert.deepEqual(await other({ identity: IDENTITY.slice(0, -1) }), ['wrong-key'])
    assert.deepEqual(await other({ identity: IDENTITY.replaceAll('.', 'x') }), ['wrong-key'])
    assert.deepEqual(await other({ issuer: 'https://example.org' }), ['wrong-key'])
    const stranger = await startSigstore()
    await stranger.stop()
    assert.deepEqual(await other({ trusted_root: stranger.trusted_root }), ['unknown-signer'])
    const { trusted_root: _ours, ...publicRoot } = trust().keyless
    assert.deepEqual(kinds(await verify(bundle, { keyless: publicRoot })), ['unknown-signer'], 'the public Sigstore knows nothing of it')
  })

  it('fails where what it says was edited', async () => {
    const verification = await changed(({ dsseEnvelope = {} }) => {
      const statement = JSON.parse(Buffer.from(String(dsseEnvelope.payload), 'base64').toString('utf8'))
      statement.predicate.ssespec.target = 'http://elsewhere'
      dsseEnvelope.payload = Buffer.from(JSON.stringify(statement)).toString('base64')
    })
    assert.deepEqual(kinds(verification), ['edited-certificate', 'false-certificate'])
  })

  it('that is broken is told', async () => {
    assert.deepEqual(kinds(await changed(document => delete document.dsseEnvelope)), ['broken-envelope'])
    assert.deepEqual(kinds(await changed(document => delete document.verificationMaterial)), ['edited-certificate'])
  })

  it('is asked for by the command line, and replaced by one with a key', async () => {
    const root = join(folderWith({ 'root.json': sigstore.trusted_root }), 'root.json')
    const options = ['--identity', IDENTITY, '--issuer', ISSUER, '--trusted-root', root]
    const good = await ssespec(['verify', bundle, ...options])
    assert.equal(good.code, 0, good.out + good.err)
    assert.match(good.out, /✓ signature +by https:\/\/github\.com\/example/)
    assert.equal((await ssespec(['verify', bundle, '--identity', IDENTITY])).code, 2)
    const nobody = await ssespec(['certify', bundle, '--keyless'], { environment: { SIGSTORE_ID_TOKEN: '' } })
    assert.deepEqual([nobody.code, /CI gives this run no identity/.test(nobody.err)], [2, true], nobody.err)
    const key = join(folderWith(), 'team')
    writeKeyPair(key)
    await certify(bundle, { key: readFileSync(key, 'utf8') })
    assert.equal(existsSync(join(bundle, FILE)), false)
    assert.deepEqual(kinds(await verify(bundle, trust())), ['unsigned'])
    await assert.rejects(certify(bundle, { keyless: { fulcio_url: 'http://127.0.0.1:1', rekor_url: sigstore.url } }), ConfigurationError)
  })
})
