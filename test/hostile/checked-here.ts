import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { check } from '../../api/check.js'
import type { Config, RecordingLine, Report, Verdict } from '../../schemas/index.js'
import { ownTime } from '../own-time.js'

/** The result of a quick check in this process. */
export interface Outcome {
  readonly report: Report
  readonly own_ms: number
  readonly lines: readonly RecordingLine[]
  /** The recording as it stands on disk. */
  readonly text: string
  verdict(id: string): Verdict
  ids(verdict: Verdict['verdict']): string[]
  /** The reasons of the skipped, each once. */
  readonly skipped: readonly string[]
}

/** Waits are short: what a hostile server does not send is waited for in vain. */
const WAIT_MS = 700

/** A quick check with the recording kept to be looked at. Rejects as `check` does. */
export const checkedHere = async (config: Config, only?: readonly string[]): Promise<Outcome> => {
  const folder = mkdtempSync(join(tmpdir(), 'ssespec-hostile-'))
  const recording = join(folder, 'recording.ndjson')
  const took = ownTime()
  try {
    const { report } = await check({
      config: { ...config, tolerance: { wait_ms: WAIT_MS, head_ms: WAIT_MS, ...config.tolerance } },
      quick: true,
      recording,
      ...(only === undefined ? {} : { only }),
    })
    const own_ms = took()
    const text = readFileSync(recording, 'utf8')
    const verdict = (id: string): Verdict => {
      const found = report.verdicts.find(one => one.id === id)
      if (found === undefined) throw new Error(`There is no verdict on ${id}.`)
      return found
    }
    return {
      report,
      own_ms,
      text,
      lines: text
        .split('\n')
        .filter(line => line !== '')
        .map(line => JSON.parse(line) as RecordingLine),
      verdict,
      ids: kind => report.verdicts.filter(one => one.verdict === kind).map(({ id }) => id),
      skipped: [...new Set(report.verdicts.filter(one => one.verdict === 'skip').map(({ reason = '' }) => reason))],
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Bytes received on each connection. */
export const receivedBytes = (lines: readonly RecordingLine[]): Map<string, number> => {
  const bytes = new Map<string, number>()
  for (const line of lines) {
    if (!('what' in line) || line.what !== 'received') continue
    const length = line.b64 === undefined ? Buffer.byteLength(line.text ?? '') : Buffer.from(line.b64, 'base64').length
    bytes.set(line.on, (bytes.get(line.on) ?? 0) + length)
  }
  return bytes
}
