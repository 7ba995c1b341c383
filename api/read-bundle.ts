import { join } from 'node:path'
import { timelineFrom } from '../observe/index.js'
import { defined, documentFaults, errorText, type Load, type Report, type Timeline } from '../schemas/index.js'
import { ForeignJsonError, parseForeignJson } from './foreign-json.js'
import { readBundledLoad } from './load-results.js'
import { recordingLines } from './recording-file.js'
import { isThere, readRegular } from './regular-file.js'

/** A folder is not a bundle, or a part of it is broken; the message says which, and what to do. */
export class NoBundleError extends Error {
  constructor(why: string) {
    super(why)
    this.name = 'NoBundleError'
  }
}

/** The content of a bundle. */
export interface Bundle {
  readonly report: Report
  /** The timeline for a picture of the recording, if requested and available. */
  readonly timeline?: Timeline
  /** The result of `ssespec load --out` in the same folder. */
  readonly load?: Load
}

export interface ReadBundleOptions {
  /** Also read the recording. */
  readonly timeline?: boolean
}

const MOST_REPORT_BYTES = 64 << 20
const MOST_REPORT_VALUES = 1_000_000
const MOST_FAULTS = 3

const textOf = (file: string): string => {
  try {
    return readRegular(file, MOST_REPORT_BYTES).toString('utf8')
  } catch (cause) {
    throw new NoBundleError(`${file} could not be read: ${errorText(cause)}. Name a folder written by ssespec check --out.`)
  }
}

const documentIn = (file: string): unknown => {
  const text = textOf(file)
  try {
    return parseForeignJson(text, MOST_REPORT_VALUES)
  } catch (cause) {
    if (!(cause instanceof ForeignJsonError)) throw cause
    throw new NoBundleError(`${file} ${cause.message}: it was cut or edited. Make the bundle again with ssespec check --out.`)
  }
}

/** Reads and validates the report of a bundle. Throws NoBundleError. */
export const readReportIn = (folder: string): Report => {
  const file = join(folder, 'report.json')
  const document = documentIn(file)
  const faults = documentFaults('report', document)
  if (faults.length > 0) throw new NoBundleError(`${file} is not an ssespec report: ${faults.slice(0, MOST_FAULTS).join('; ')}.`)
  return document as Report
}

const loadOf = (folder: string): Load | undefined => {
  const file = join(folder, 'load.json')
  return isThere(file) ? readBundledLoad(file) : undefined
}

const timelineOf = async (folder: string): Promise<Timeline | undefined> => {
  const file = ['recording.ndjson.gz', 'recording.ndjson'].map(name => join(folder, name)).find(path => isThere(path))
  if (file === undefined) return undefined
  try {
    return await timelineFrom(recordingLines(file, true))
  } catch (cause) {
    throw new NoBundleError(`${file} is broken: ${errorText(cause)}`)
  }
}

/**
 * Reads a bundle from disk. Report and recording are validated, because a bundle is untrusted. Without its recording it has no timeline.
 *
 * @throws NoBundleError, and ConfigurationError if its load.json is broken
 */
export const readBundle = async (folder: string, options: ReadBundleOptions = {}): Promise<Bundle> => {
  const report = readReportIn(folder)
  const timeline = options.timeline === true ? await timelineOf(folder) : undefined
  const load = loadOf(folder)
  return { report, ...defined({ timeline, load }) }
}
