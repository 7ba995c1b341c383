import { join } from 'node:path'
import {
  documentFaults,
  errorText,
  type Finding,
  type Observation,
  type RecordingHeader,
  type RecordingLine,
  type Report,
} from '../schemas/index.js'
import { ForeignJsonError, parseForeignJson } from './foreign-json.js'
import { type Judged, judgeRecording } from './judge.js'
import { readReportIn } from './read-bundle.js'
import { isThere, readRegular } from './regular-file.js'
import { createWhereabouts } from './whereabouts.js'

const RECORDING = 'recording.ndjson.gz'
const MOST_OBSERVATION_BYTES = 128 << 20
const MOST_OBSERVATION_VALUES = 4_000_000

/** A part of a bundle as read, or what is wrong with it. */
type Read<What> = { readonly value?: What; readonly findings: readonly Finding[] }

/** The report, validated. */
export const readReport = (folder: string): Read<Report> => {
  try {
    return { value: readReportIn(folder), findings: [] }
  } catch (cause) {
    return { findings: [{ kind: 'broken-report', of: 'report', file: 'report.json', says: errorText(cause) }] }
  }
}

/** The faults of the first document that has any: each of a million may have some. */
const firstFaults = (documents: readonly unknown[]): string[] => {
  for (const one of documents) {
    const faults = documentFaults('observation', one)
    if (faults.length > 0) return faults
  }
  return []
}

/** The observations, each validated. */
export const readObservations = (folder: string): Read<Observation[]> => {
  const name = 'observations.json'
  const file = join(folder, name)
  const of = 'observations'
  if (!isThere(file)) return { findings: [{ kind: 'missing-file', of, file: name, says: `${name} is gone from the bundle.` }] }
  const broken = (why: string): Read<Observation[]> => ({
    findings: [{ kind: 'broken-observations', of, file: name, says: `${name} ${why}.` }],
  })
  try {
    const document = parseForeignJson(readRegular(file, MOST_OBSERVATION_BYTES).toString('utf8'), MOST_OBSERVATION_VALUES)
    if (!Array.isArray(document)) return broken('is not a list of observations')
    const [fault] = firstFaults(document)
    return fault === undefined
      ? { value: document as Observation[], findings: [] }
      : broken(`holds something that is not an observation: ${fault}`)
  } catch (cause) {
    return broken(cause instanceof ForeignJsonError ? cause.message : `could not be read: ${errorText(cause)}`)
  }
}

export interface Derivation {
  readonly judged: Judged
  readonly header: RecordingHeader
}

/** Judges the recording, and compares where it says that it was made with where its connections went. */
const judgeStored = async (file: string): Promise<Read<Derivation>> => {
  const whereabouts = createWhereabouts()
  let header: RecordingHeader | undefined
  const onLine = (line: RecordingLine): void => {
    if (!('what' in line)) header ??= line
    whereabouts.take(line)
  }
  const judged = await judgeRecording(file, { foreign: true, onLine })
  if (header === undefined) throw new Error(`${file} has no header`)
  const contradiction = whereabouts.contradiction()
  const says = `The recording contradicts itself: ${contradiction}. It was not recorded from its target.`
  return {
    value: { judged, header },
    findings: contradiction === undefined ? [] : [{ kind: 'contradictory-recording', of: 'recording', file: RECORDING, says }],
  }
}

/** What is derived from the recording of a bundle. */
export const derive = async (folder: string): Promise<Read<Derivation>> => {
  const name = RECORDING
  const file = join(folder, name)
  const of = 'recording'
  if (!isThere(file)) {
    return { findings: [{ kind: 'missing-file', of, file: name, says: `${name} is gone from the bundle: nothing can be derived again.` }] }
  }
  try {
    return await judgeStored(file)
  } catch (cause) {
    return { findings: [{ kind: 'broken-recording', of, file: name, says: `The recording is broken: ${errorText(cause)}` }] }
  }
}
