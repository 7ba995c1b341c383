import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { documentFaults, type Finding, type Observation, type RecordingHeader, type Report } from '../schemas/index.js'
import { type Judged, judgeRecording } from './judge.js'
import { readBundle } from './read-bundle.js'
import { recordingLines } from './recording-file.js'

const MOST_OBSERVATION_BYTES = 256 << 20

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))

/** A part of a bundle as read, or what is wrong with it. */
type Read<What> = { readonly value?: What; readonly findings: readonly Finding[] }

/** The report, validated. */
export const readReport = async (folder: string): Promise<Read<Report>> => {
  try {
    return { value: (await readBundle(folder)).report, findings: [] }
  } catch (cause) {
    return { findings: [{ kind: 'broken-report', of: 'report', file: 'report.json', says: messageOf(cause) }] }
  }
}

/** The observations, each validated. */
export const readObservations = (folder: string): Read<Observation[]> => {
  const name = 'observations.json'
  const file = join(folder, name)
  const of = 'observations'
  if (!existsSync(file)) return { findings: [{ kind: 'missing-file', of, file: name, says: `${name} is gone from the bundle.` }] }
  const broken = (why: string): Read<Observation[]> => ({
    findings: [{ kind: 'broken-observations', of, file: name, says: `${name} ${why}.` }],
  })
  try {
    if (statSync(file).size > MOST_OBSERVATION_BYTES) return broken(`has more than ${MOST_OBSERVATION_BYTES >> 20} MiB`)
    const document = JSON.parse(readFileSync(file, 'utf8')) as unknown
    if (!Array.isArray(document)) return broken('is not a list of observations')
    const [fault] = document.flatMap(one => documentFaults('observation', one))
    return fault === undefined
      ? { value: document as Observation[], findings: [] }
      : broken(`holds something that is not an observation: ${fault}`)
  } catch (cause) {
    return broken(`could not be read: ${messageOf(cause)}`)
  }
}

export interface Derivation {
  readonly judged: Judged
  readonly header: RecordingHeader
}

const headerOf = async (file: string): Promise<RecordingHeader> => {
  for await (const line of recordingLines(file, true)) if ('format' in line) return line
  throw new Error(`${file} has no header`)
}

/** What is derived from the recording of a bundle. */
export const derive = async (folder: string): Promise<Read<Derivation>> => {
  const name = 'recording.ndjson.gz'
  const file = join(folder, name)
  const of = 'recording'
  if (!existsSync(file)) {
    return { findings: [{ kind: 'missing-file', of, file: name, says: `${name} is gone from the bundle: nothing can be derived again.` }] }
  }
  try {
    return { value: { judged: await judgeRecording(file, { foreign: true }), header: await headerOf(file) }, findings: [] }
  } catch (cause) {
    return { findings: [{ kind: 'broken-recording', of, file: name, says: `The recording is broken: ${messageOf(cause)}` }] }
  }
}
