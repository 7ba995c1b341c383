import { excerptsFrom, observe } from '../observe/index.js'
import { defined, type Observation, type RecordingLine, type Report, type Timeline } from '../schemas/index.js'
import { withExpectations } from './baseline.js'
import { recordingLines } from './recording-file.js'
import { reportOn } from './report.js'
import { select } from './selection.js'

export interface JudgeRecordingOptions {
  /** Families and ids to judge. Default: those the recording was made for. */
  readonly only?: readonly string[]
  /** A warn of a MUST counts as fail; default: as in the recording. */
  readonly strict?: boolean
  /** Long scenarios were left out; default: as in the recording. */
  readonly quick?: boolean
  /** The recording is untrusted: validate each line. */
  readonly foreign?: boolean
  /** Gets each line once, in order. */
  readonly onLine?: (line: RecordingLine) => void
}

export interface Judged {
  readonly report: Report
  readonly observations: readonly Observation[]
  /** The timeline for a picture of the recording. */
  readonly timeline: Timeline
}

async function* tapped(lines: AsyncIterable<RecordingLine>, take: (line: RecordingLine) => void): AsyncGenerator<RecordingLine> {
  for await (const line of lines) {
    take(line)
    yield line
  }
}

/**
 * Derives facts and verdicts from a recording on disk (ssespec-recording/1, gzip if the name ends with .gz). The same recording always gives the
 * same report.
 *
 * @throws NoRecordingError, NothingSelectedError
 */
export const judgeRecording = async (file: string, options: JudgeRecordingOptions = {}): Promise<Judged> => {
  const { foreign = false, onLine } = options
  const lines = recordingLines(file, foreign)
  const observed = await observe(onLine === undefined ? lines : tapped(lines, onLine))
  const { header, observations } = observed
  const only = options.only ?? header.requirements
  const strict = options.strict ?? header.strict ?? false
  const quick = options.quick ?? header.configuration.quick === true
  const browsers = header.configuration.browsers !== undefined
  const { requirements } = select(header.profile, only, quick, browsers)
  const judged = await reportOn(observed, requirements, { strict, quick, browsers, ...defined({ only }) }, evidence =>
    excerptsFrom(recordingLines(file, foreign), evidence),
  )
  const report = header.baseline === undefined ? judged : withExpectations(judged, header.baseline)
  return { report, observations, timeline: observed.timeline }
}
