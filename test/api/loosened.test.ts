import { strict as assert } from 'node:assert'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BaselineEntry, certify, type Report, type Verification, verify, writeKeyPair } from '../../api/index.js'
import { judgeRecording } from '../../api/judge.js'
import { loosenedSettings } from '../../api/loosened.js'
import { formats, renderVerification } from '../../reports/index.js'
import { statementIn } from './forgeries.js'
import { handmadeBundle, header } from './handmade.js'
import { folderWith, removeFolders } from './scratch.js'

const URL = header.target
const settingsOf = (configuration: Record<string, unknown>, more: Partial<typeof header> = {}): string[] =>
  loosenedSettings({ ...header, configuration, ...more }).map(({ setting, value, default: usual, limit }) =>
    [setting, value, usual, ...(limit ? ['limit'] : [])].join(' | '),
  )

const LOOSE = { profile: 'sse', url: URL, tls: { insecure: true }, tolerance: { heartbeat_ms: 1e9, wait_ms: 60_000 } }

const BASELINE: BaselineEntry[] = [{ id: 'HTTP-22', verdict: 'fail', reason: 'known', until: '2026-12-31', unmet: [] }]

const textOf = (verification: Verification): string => renderVerification(verification, { colour: false, width: 400 })

describe('settings that loosen a verdict', () => {
  afterEach(removeFolders)

  it('are none where all are the defaults, or stricter', () => {
    assert.deepEqual(settingsOf({}), [])
    assert.deepEqual(settingsOf({ heartbeat_interval_s: 60, tolerance: { heartbeat_ms: 3000, head_ms: 10 }, tls: { insecure: false } }), [])
  })

  it('are each listed with value and default: every time limit, insecure, only and baseline', () => {
    assert.deepEqual(settingsOf({ tolerance: { heartbeat_ms: 251, head_ms: 2000, delivery_ms: 1001, wait_ms: 5001, slow_head_s: 61 } }), [
      'tolerance.heartbeat_ms | 251 | 250 | limit',
      'tolerance.head_ms | 2000 | 1000 | limit',
      'tolerance.delivery_ms | 1001 | 1000 | limit',
      'tolerance.wait_ms | 5001 | 5000 | limit',
      'tolerance.slow_head_s | 61 | 60 | limit',
    ])
    assert.deepEqual(settingsOf({ tls: { insecure: true } }, { baseline: BASELINE }), [
      'tls.insecure | true | false',
      'baseline | 1 expected failure | none',
    ])
    assert.deepEqual(settingsOf({ heartbeat_interval_s: 30 }, { profile: 'matrix' }), ['heartbeat_interval_s | 30 | 1'])
    const [only] = loosenedSettings(header, ['HB', 'RES-04'])
    assert.deepEqual(only, { setting: 'only', value: 'HB, RES-04', default: 'none' })
  })

  it('stand in the report, in the head of each format for people, in the certificate and in the conclusion of verify', async () => {
    const bundle = await handmadeBundle({ configuration: LOOSE })
    const said =
      /Loosened: tolerance\.heartbeat_ms is 1000000000 \(default: 250\); tolerance\.wait_ms is 60000 \(default: 5000\); tls\.insecure is true \(default: false\); only is HTTP-22 \(default: none\)\. With a time limit above its default, the profile does not count as passed\./
    const report = JSON.parse(readFileSync(join(bundle, 'report.json'), 'utf8')) as Report
    assert.equal(report.loosened?.length, 4)
    const page = readFileSync(join(bundle, 'report.html'), 'utf8')
    assert.match(page.slice(0, page.indexOf('</header>')), said)
    const [, ...head] = formats.terminal.render(report, { colour: false, width: 120 }).split('\n\n')[0]?.split('\n') ?? []
    assert.match(head.join(' '), said)
    assert.match(readFileSync(join(bundle, 'summary.md'), 'utf8').replaceAll('\\', ''), said)
    const key = join(folderWith(), 'key')
    writeKeyPair(key)
    await certify(bundle, { key: readFileSync(key, 'utf8') })
    assert.deepEqual(statementIn(bundle).predicate.ssespec.loosened, report.loosened)
    const verification = await verify(bundle)
    assert.deepEqual(verification.findings, [])
    assert.match(textOf(verification), said)
  })

  it('of time keep a profile from conforming, and from counting as passed', async () => {
    const conforms = async (configuration: Record<string, unknown>) => {
      const bundle = await handmadeBundle({ configuration: { url: URL, ...configuration } })
      const { derived } = await verify(bundle)
      return [derived?.conforms, readFileSync(join(bundle, 'summary.md'), 'utf8').split('\n')[0]]
    }
    assert.deepEqual((await conforms({ tls: { insecure: true } }))[0], true)
    const [loose, title] = await conforms({ tolerance: { head_ms: 1001 } })
    assert.equal(loose, false)
    assert.match(String(title), /with time limits above the defaults it does not count as conforming to sse/)
  })

  it('are derived from the recording, so a report cannot hide them', async () => {
    const { report } = await judgeRecording(join(await handmadeBundle({ configuration: LOOSE }), 'recording.ndjson.gz'), { foreign: true })
    assert.equal(report.conforms, false)
  })
})

describe('the conclusion of verify', () => {
  afterEach(removeFolders)

  it('of a bundle without a signature is that it is consistent, and when it was recorded', async () => {
    const verification = await verify(await handmadeBundle())
    assert.equal(verification.signature, 'none')
    const text = textOf(verification)
    assert.match(text, /Consistent, unsigned: nobody vouches for where it was recorded\. \d+ verdicts? on http:\/\/there\.example\/events/)
    assert.match(text, /recorded 2026-01-01T00:00:00\.000Z/)
    assert.doesNotMatch(text, /Verified/)
  })

  it('of a signed one is Verified only where the signature was checked', async () => {
    const bundle = await handmadeBundle()
    const key = join(folderWith(), 'key')
    writeKeyPair(key)
    await certify(bundle, { key: readFileSync(key, 'utf8') })
    assert.match(textOf(await verify(bundle)), /Consistent, signature not checked: /)
    assert.match(textOf(await verify(bundle, { key: readFileSync(`${key}.pub`, 'utf8') })), /\nVerified: \d+ verdict.*recorded 2026/)
  })
})
