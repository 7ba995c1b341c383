import { strict as assert } from 'node:assert'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { judgeRecording } from '../../api/judge.js'
import { NoBundleError } from '../../api/read-bundle.js'
import { verify } from '../../api/verify.js'
import { NoRecordingError, observe } from '../../observe/index.js'
import { documentFaults, errorText, type Observation, type RecordingLine } from '../../schemas/index.js'
import { judge, requirementsOf } from '../../suites/index.js'
import { bundled } from '../api/bundled.js'
import { folderWith } from '../api/scratch.js'
import { mutated, mutation, spliced, splices } from './mutations.js'
import { isPlain, target } from './target.js'

const ONLY = ['FRM-05', 'ID-02', 'RES-03', 'HTTP-01', 'SEC-11']
const RECORDING = 'recording.ndjson.gz'

const linesOf = (folder: string): unknown[] =>
  gunzipSync(readFileSync(join(folder, RECORDING)))
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))

let honest: Promise<string> | undefined

/** One bundle, which every target changes in its own way. */
const honestBundle = (): Promise<string> => {
  honest ??= bundled(ONLY)
  return honest
}

const place = fc.double({ min: 0, max: 0.999, noNaN: true })

/** A verdict for each requirement, or one sentence. */
export const recordings = target('recordings: real ones, with lines changed', async () => {
  const lines = linesOf(await honestBundle())
  const file = join(folderWith(), 'recording.ndjson')
  return {
    property: fc.asyncProperty(fc.array(fc.tuple(place, mutation), { minLength: 1, maxLength: 4 }), async changes => {
      const spoilt = [...lines]
      for (const [share, change] of changes) {
        const at = Math.floor(share * spoilt.length)
        spoilt[at] = mutated(spoilt[at], change)
      }
      writeFileSync(file, `${spoilt.map(line => JSON.stringify(line)).join('\n')}\n`)
      try {
        const { report } = await judgeRecording(file, { foreign: true })
        assert.ok(report.verdicts.length > 0)
      } catch (error) {
        if (!isPlain(error, [NoRecordingError])) throw error
      }
    }),
  }
})

const FILES = ['report.json', 'observations.json', 'report.html', 'junit.xml', 'summary.md', 'badge.svg', RECORDING]

/** Findings, or one sentence; never verified where a document says something else. */
export const bundles = target('bundles: real ones, with a file changed', async () => {
  const whole = await honestBundle()
  const folder = folderWith()
  cpSync(whole, folder, { recursive: true })
  return {
    property: fc.asyncProperty(fc.constantFrom(...FILES), splices, mutation, fc.boolean(), async (name, changes, change, asJson) => {
      const path = join(folder, name)
      const bytes = readFileSync(join(whole, name))
      const isJson = asJson && name.endsWith('.json')
      const spoilt = isJson
        ? Buffer.from(JSON.stringify(mutated(JSON.parse(bytes.toString('utf8')), change)))
        : name === RECORDING && asJson
          ? gzipSync(spliced(gunzipSync(bytes), changes))
          : spliced(bytes, changes)
      writeFileSync(path, spoilt)
      try {
        const { findings } = await verify(folder)
        for (const { says } of findings) assert.doesNotMatch(says, /\n {4}at |Maximum call stack/)
      } catch (error) {
        if (!isPlain(error, [NoBundleError])) throw error
      } finally {
        writeFileSync(path, bytes)
      }
    }),
  }
})

/** Judging is pure, and takes any facts that keep to their schema. */
export const observations = target('observations: real ones, with facts changed', async () => {
  const lines = linesOf(await honestBundle()) as RecordingLine[]
  const { observations: real } = await observe(lines)
  return {
    property: fc.asyncProperty(fc.array(fc.tuple(place, mutation), { minLength: 1, maxLength: 6 }), async changes => {
      const spoilt: unknown[] = JSON.parse(JSON.stringify(real))
      for (const [share, change] of changes) {
        const at = Math.floor(share * spoilt.length)
        const other = mutated(spoilt[at], change)
        if (documentFaults('observation', other).length === 0) spoilt[at] = other
      }
      const verdicts = judge(requirementsOf('sse'), spoilt as Observation[], { profile: 'sse', strict: false, quick: false })
      const broken = verdicts.find(({ verdict }) => verdict === 'error')
      assert.equal(broken, undefined, errorText(broken?.reason))
    }),
  }
})
