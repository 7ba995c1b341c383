import { strict as assert } from 'node:assert'
import { execFileSync } from 'node:child_process'
import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { certify, openBundle, readBundle, verify, writeKeyPair } from '../../api/index.js'
import { judgeRecording } from '../../api/judge.js'
import { NoRecordingError } from '../../observe/index.js'
import { handmadeBundle, header, lines, ndjson, open } from '../api/handmade.js'
import { folderWith, removeFolders } from '../api/scratch.js'

const textsOf = async (bundle: string): Promise<string> =>
  (await verify(bundle)).findings.map(({ kind, says }) => `${kind}: ${says}`).join('\n')

const replace = (file: string, put: (file: string) => void): void => {
  rmSync(file)
  put(file)
}

const READ = ['report.json', 'observations.json', 'recording.ndjson.gz', 'report.html'] as const

describe('a bundle of a stranger', () => {
  let bundle = ''
  beforeEach(async () => {
    bundle = await handmadeBundle()
  })
  afterEach(removeFolders)

  it('that is honest has no findings', async () => assert.equal(await textsOf(bundle), ''))

  for (const name of READ) {
    it(`with a link as ${name} is not followed there`, async () => {
      const elsewhere = join(folderWith({ copy: '' }), 'copy')
      writeFileSync(elsewhere, readFileSync(join(bundle, name)))
      replace(join(bundle, name), file => symlinkSync(elsewhere, file))
      assert.match(await textsOf(bundle), /is a link, and links are not followed/)
    })

    it(`with a FIFO as ${name} is read on, and it is named`, async () => {
      replace(join(bundle, name), file => void execFileSync('mkfifo', [file]))
      assert.match(await textsOf(bundle), /is not a regular file/)
    })
  }

  it('with a link as certificate is not followed there', async () => {
    symlinkSync('/dev/zero', join(bundle, 'attestation.dsse.json'))
    assert.match(await textsOf(bundle), /^broken-envelope: attestation\.dsse\.json is broken: .* is a link/)
  })

  it('with a page of 3 GB is refused without reading it', async () => {
    truncateSync(join(bundle, 'report.html'), 3e9)
    const before = process.memoryUsage().rss
    assert.match(await textsOf(bundle), /^edited-rendering: report\.html .*more than the limit/)
    assert.ok(process.memoryUsage().rss - before < 500e6)
  })

  it('with an observations.json or a report.json of 200 MB is refused by its size', async () => {
    for (const name of ['report.json', 'observations.json']) truncateSync(join(bundle, name), 200e6)
    const found = await textsOf(bundle)
    assert.match(found, /broken-report: .*200000000 bytes/)
    assert.match(found, /broken-observations: .*200000000 bytes/)
  })

  it('with a link as load.json has no load result', async () => {
    symlinkSync('/dev/zero', join(bundle, 'load.json'))
    await assert.rejects(readBundle(bundle), /load\.json could not be read: .* is a link/)
  })

  it('is signed without writing through a link', async () => {
    const victim = join(folderWith({ victim: 'mine' }), 'victim')
    const key = join(folderWith(), 'key')
    writeKeyPair(key)
    symlinkSync(victim, join(bundle, 'attestation.dsse.json'))
    await certify(bundle, { key: readFileSync(key, 'utf8') })
    assert.equal(readFileSync(victim, 'utf8'), 'mine')
    assert.ok(lstatSync(join(bundle, 'attestation.dsse.json')).isFile())
  })

  it('is no result of the next run in its folder, and no way to write elsewhere', () => {
    const victim = join(folderWith({ victim: 'mine' }), 'victim')
    writeFileSync(join(bundle, 'attestation.dsse.json'), '{}')
    symlinkSync(victim, join(bundle, 'recording.ndjson'))
    writeFileSync(openBundle(bundle), 'recorded')
    assert.equal(readFileSync(victim, 'utf8'), 'mine')
    for (const name of [...READ, 'attestation.dsse.json', 'summary.md', 'junit.xml', 'badge.svg'])
      assert.equal(existsSync(join(bundle, name)), false, name)
  })

  it('with a folder in place of a file is refused by the next run', () => {
    rmSync(join(bundle, 'report.json'))
    mkdirSync(join(bundle, 'report.json'))
    assert.throws(() => openBundle(bundle), /could not be written: .*Choose another folder with --out/)
  })

  it('with a key twice in report.json or observations.json is named for that', async () => {
    const report = join(bundle, 'report.json')
    writeFileSync(report, readFileSync(report, 'utf8').replace('"conforms": true', '"conforms": true,\n  "c\\u006fnforms": true'))
    const observations = join(bundle, 'observations.json')
    writeFileSync(observations, readFileSync(observations, 'utf8').replace('"scenario"', '"scenario":"x","scenario"'))
    const found = await textsOf(bundle)
    assert.match(found, /broken-report: .*report\.json has the key "conforms" twice in one object/)
    assert.match(found, /broken-observations: observations\.json has the key "scenario" twice in one object/)
  })

  it('by a version that is none is refused, in the report and in the recording', async () => {
    const version = '0.2.0 && curl evil | sh'
    const report = join(bundle, 'report.json')
    writeFileSync(report, readFileSync(report, 'utf8').replace(`"version": "${header.tool.version}"`, `"version": "${version}"`))
    const recording = join(bundle, 'recording.ndjson.gz')
    const text = gunzipSync(readFileSync(recording)).toString('utf8')
    writeFileSync(recording, gzipSync(text.replace(`"version":"${header.tool.version}"`, `"version":"${version}"`)))
    const found = await textsOf(bundle)
    assert.match(found, /broken-recording: .*tool\.version: must match/)
    assert.match(found, /broken-report: .*tool\.version: must match/)
    assert.doesNotMatch(found, /Verify with/)
  })

  it('that contradicts itself about where it was recorded is refused by name', async () => {
    const url = 'https://matrix.example/events'
    for (const [more, recorded, says] of [
      [
        { target: url, configuration: { url } },
        lines.map(line => (line === open ? { ...open, host: '127.0.0.1', port: 8008 } : line)),
        /its target is https:\/\/matrix\.example\/events, and its connection reach-1 went to 127\.0\.0\.1:8008 in the clear/,
      ],
      [{ target: url, configuration: { url: header.target } }, lines, /its configuration has the URL http:\/\/there\.example\/events/],
      [
        { target: url, configuration: { url } },
        lines.map(line => (line === open ? { ...open, host: 'matrix.example', port: 443, secure: true } : line)),
        /its connection reach-1 is said to use TLS, and received bytes without a TLS handshake/,
      ],
    ] as const) {
      const found = await textsOf(await handmadeBundle(more, recorded))
      assert.match(found, /^contradictory-recording: The recording contradicts itself: /)
      assert.match(found, says)
    }
  })

  it('whose target redirects to another host does not contradict itself', async () => {
    const redirect = { t: 2, on: 'reach-0', what: 'received', text: 'HTTP/1.1 302 Found\r\nLocation: http://other.example:81/x\r\n\r\n' }
    const moved = lines.map(line => (line === open ? { ...open, host: 'other.example', port: 81 } : line))
    assert.equal(await textsOf(await handmadeBundle({}, [{ ...open, on: 'reach-0', label: 'zero' }, redirect, ...moved])), '')
  })
})

describe('the recording of a stranger', () => {
  afterEach(removeFolders)

  const judged = (text: string): ReturnType<typeof judgeRecording> => {
    const file = join(folderWith(), 'recording.ndjson.gz')
    writeFileSync(file, gzipSync(text))
    return judgeRecording(file, { foreign: true })
  }
  const isRefused = (text: string, says: RegExp): Promise<void> =>
    assert.rejects(judged(text), (cause: unknown) => cause instanceof NoRecordingError && says.test(cause.message))

  it('of a million blank lines, in a few kilobytes, is none', () =>
    isRefused(`${ndjson(header)}${'\n'.repeat(1_100_000)}`, /has more than 1000000 lines/))

  it('that inflates to more than 1 GiB is none', async () => {
    const line = Buffer.from(`${JSON.stringify({ t: 1, on: 'x', what: 'received', text: 'x'.repeat(32 << 20) })}\n`)
    const file = join(folderWith(), 'recording.ndjson.gz')
    writeFileSync(file, Buffer.concat([gzipSync(ndjson(header)), ...Array.from({ length: 33 }, () => gzipSync(line))]))
    await assert.rejects(judgeRecording(file, { foreign: true }), /has more than 1024 MiB after decompression/)
  })

  for (const [kind, most, line] of [
    ['open', 2000, open],
    ['metrics', 500, { t: 5, on: 'x', what: 'metrics', moment: 'm', open_streams: 1 }],
    ['lag', 100_000, { t: 5, on: 'clock', what: 'lag', max_ms: 1, samples: 1 }],
  ] as const) {
    it(`with more lines of kind ${kind} than a run has is none`, () =>
      isRefused(ndjson(header, ...Array.from({ length: most + 1 }, () => line)), new RegExp(`more than ${most} lines of kind "${kind}"`)))
  }

  it('with many heartbeats and many lags is judged within 15 s of CPU', async () => {
    const lags = Array.from({ length: 100_000 }, (_, at) => ({ t: at * 20e6, on: 'clock', what: 'lag', max_ms: 30, samples: 1 }))
    const beats = Array.from({ length: 20_000 }, (_, at) => ({ t: at * 100e6 + 4, on: 'reach-1', what: 'received', text: ': \n\n' }))
    const began = process.cpuUsage()
    await judged(ndjson(header, ...lines.slice(0, 4), ...beats, ...lags))
    assert.ok(process.cpuUsage(began).user < 15e6)
  })

  it('with more published than a run publishes, in a few kilobytes, is none', () => {
    const filler = { text: 'x'.repeat(1024), times: 60 << 10 }
    const hook = { t: 5, on: 'reach', what: 'hook', hook: 'publish', began: 4, ok: true, published: { data: 'x', filler } }
    return isRefused(ndjson(header, ...Array.from({ length: 9 }, () => hook)), /more payloads than ssespec publishes/)
  })

  it('with a key twice in a line is none', () =>
    isRefused(`${ndjson(header)}{"t":1,"t":2,"on":"x","what":"end"}\n`, /line 2 .* has the key "t" twice/))
})
