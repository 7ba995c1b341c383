import { strict as assert } from 'node:assert'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { certify, verify, writeKeyPair } from '../../api/index.js'
import type { Verification } from '../../schemas/index.js'
import { handmadeBundle, header, lines, open } from '../api/handmade.js'
import { folderWith, removeFolders } from '../api/scratch.js'
import { ssespec } from './ssespec.js'

const CONTROLS = '\u001b]0;owned\u0007\u009b31m\u202e'
const hasControls = (text: string): boolean => /[\u001b\u0007\u009b\u202e]/.test(text)

describe('ssespec verify', () => {
  afterEach(removeFolders)

  it('sends no terminal controls of a stranger: to standard output, to standard error, or with --json', async () => {
    const url = `${header.target}?${CONTROLS}`
    const bundle = await handmadeBundle(
      { target: url, configuration: { url } },
      lines.map(line => (line === open ? { ...open, host: CONTROLS } : line)),
    )
    for (const args of [[bundle], [bundle, '--json']]) {
      const { code, out, err } = await ssespec(['verify', ...args])
      assert.equal(code, 1, err)
      assert.match(out, /contradictory-recording/)
      assert.equal(hasControls(out) || hasControls(err), false)
    }
    const { findings } = JSON.parse((await ssespec(['verify', bundle, '--json'])).out) as Verification
    assert.ok(findings.some(({ says }) => says.includes(CONTROLS)))
    const report = join(bundle, 'report.json')
    writeFileSync(report, readFileSync(report, 'utf8').replace('"tool"', `"\\u001b[31m${'\u009b'}"`))
    const rendered = await ssespec(['report', bundle])
    assert.equal(rendered.code, 2)
    assert.match(rendered.err, /\\u\{9b\}" is not a known key/)
    assert.equal(hasControls(rendered.err), false)
  })

  it('ends with 0 for an unsigned bundle that is consistent, and does not call it verified', async () => {
    const { code, out } = await ssespec(['verify', await handmadeBundle()])
    assert.equal(code, 0)
    assert.match(out, /Consistent, unsigned: nobody vouches for where it was recorded\./)
    assert.doesNotMatch(out, /Verified/)
  })
})

describe('the certificate of a stranger', () => {
  let key = ''
  before(() => {
    key = join(folderWith(), 'key')
    writeKeyPair(key)
    writeKeyPair(`${key}-other`)
  })
  after(removeFolders)

  const kindsIn = async (bundle: string): Promise<string> => {
    const { findings } = await verify(bundle, { key: readFileSync(`${key}.pub`, 'utf8') })
    return findings.map(({ kind, says }) => `${kind}: ${says}`).join('\n')
  }
  const signed = async (more: Partial<typeof header>, by = key): Promise<string> => {
    const bundle = await handmadeBundle(more)
    await certify(bundle, { key: readFileSync(by, 'utf8') })
    return bundle
  }
  const CERTIFICATE = 'attestation.dsse.json'

  it('that is of another bundle is named for that', async () => {
    const bundle = await signed({})
    const other = await signed({ started: '2025-05-05T00:00:00.000Z', scenarios: ['reach', 'idle'] })
    const { derived } = await verify(other)
    assert.equal(derived?.recorded, '2025-05-05T00:00:00.000Z')
    cpSync(join(other, CERTIFICATE), join(bundle, CERTIFICATE))
    writeFileSync(join(bundle, 'observations.json'), `${readFileSync(join(bundle, 'observations.json'), 'utf8')}\n`)
    assert.match(
      await kindsIn(bundle),
      /^other-bundle: The certificate is of another bundle: it is about http:\/\/there\.example\/events, recorded 2025-05-05T00:00:00\.000Z; this bundle is about http:\/\/there\.example\/events, recorded 2026[^\n]*$/,
    )
  })

  it('that is by an unknown key is named for that', async () => {
    const found = await kindsIn(await signed({}, `${key}-other`))
    assert.match(found, /^wrong-key: The certificate was signed by another key, which is unknown here: /)
    assert.doesNotMatch(found, /edited/)
  })

  it('whose statement has a key twice is named for that', async () => {
    const bundle = await signed({})
    const envelope = JSON.parse(readFileSync(join(bundle, CERTIFICATE), 'utf8'))
    const payload = Buffer.from(envelope.payload, 'base64').toString('utf8').replace('"result":', '"result":"PASSED","result":')
    writeFileSync(join(bundle, CERTIFICATE), JSON.stringify({ ...envelope, payload: Buffer.from(payload).toString('base64') }))
    assert.match(await kindsIn(bundle), /^broken-envelope: .*its payload has the key "result" twice in one object/)
  })
})

describe('a recording of another version', () => {
  afterEach(removeFolders)
  it('is said to be of that version, without words of its own', async () => {
    const bundle = await handmadeBundle()
    const file = join(bundle, 'recording.ndjson.gz')
    const [first = '', ...others] = gunzipSync(readFileSync(file)).toString('utf8').split('\n')
    writeFileSync(file, gzipSync([first.replace(`"version":"${header.tool.version}"`, '"version":"0.0.9-rc.1"'), ...others].join('\n')))
    const { findings } = await verify(bundle)
    assert.match(findings.map(({ says }) => says).join('\n'), /Verify with ssespec 0\.0\.9-rc\.1 \(git tag v0\.0\.9-rc\.1\)/)
  })
})
