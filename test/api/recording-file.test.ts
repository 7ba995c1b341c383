import { strict as assert } from 'node:assert'
import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { recordingLines } from '../../api/recording-file.js'
import { NoRecordingError } from '../../observe/index.js'
import { folderWith, removeFolders } from './scratch.js'

const LIMIT_BYTES = 64 << 20

/** A file of so many lines of notes, each of the same length. */
const recordingOf = (lines: number, text_bytes: number): string => {
  const file = join(folderWith({}), 'recording.ndjson')
  const line = Buffer.from(`${JSON.stringify({ t: 1, on: 'idle-1', what: 'note', say: 'mark', text: 'x'.repeat(text_bytes) })}\n`)
  const descriptor = openSync(file, 'w')
  for (let written = 0; written < lines; written += 1) writeSync(descriptor, line)
  closeSync(descriptor)
  return file
}

const counted = async (file: string): Promise<number> => {
  let count = 0
  for await (const _line of recordingLines(file, false)) count += 1
  return count
}

describe('a recording on disk', () => {
  afterEach(removeFolders)

  it('may be longer than any of its lines may be', async () => {
    // Each chunk that is read ends inside a line, as 64 KiB are read at a time.
    const line_bytes = 80_000
    const lines = Math.ceil((2.5 * LIMIT_BYTES) / line_bytes)
    assert.equal(await counted(recordingOf(lines, line_bytes)), lines)
  })

  it('with a line of more than 64 MiB is none', async () => {
    await assert.rejects(counted(recordingOf(1, LIMIT_BYTES + (1 << 20))), NoRecordingError)
  })
})
