import { createReadStream, openSync } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { NoRecordingError } from '../observe/index.js'
import { documentFaults, type RecordingLine } from '../schemas/index.js'
import { ForeignJsonError, parseForeignJson } from './foreign-json.js'
import { type Bounds, createBounds, MOST_FILE_BYTES } from './recording-bounds.js'
import { openRegular } from './regular-file.js'

const MOST_LINE_BYTES = 64 << 20
const MOST_LINE_VALUES = 100_000
/** Bytes per piece: each piece is a turn of the event loop, and a recording has megabytes. */
const READ_BYTES = 1 << 18

// Not node:readline: it also ends lines at U+2028 and U+2029, which may be inside a JSON string.
async function* linesOf(file: string, bounds: Bounds | undefined): AsyncGenerator<string> {
  const fd = bounds === undefined ? openSync(file, 'r') : openRegular(file, MOST_FILE_BYTES)
  const raw = createReadStream(file, { fd, highWaterMark: READ_BYTES })
  // A pipeline, so that an unreadable file throws where it is read.
  const input = file.endsWith('.gz') ? pipeline(raw, createGunzip({ chunkSize: READ_BYTES }), () => {}) : raw
  let rest: Buffer[] = []
  let waiting = 0
  for await (const chunk of input as AsyncIterable<Buffer>) {
    bounds?.bytes(chunk.length)
    let from = 0
    for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, from)) {
      const line = chunk.subarray(from, at)
      yield (rest.length === 0 ? line : Buffer.concat([...rest, line])).toString('utf8')
      rest = []
      waiting = 0
      from = at + 1
    }
    if (from < chunk.length) rest.push(chunk.subarray(from))
    waiting += chunk.length - from
    if (waiting > MOST_LINE_BYTES) throw new NoRecordingError(`${file} has a line of more than ${MOST_LINE_BYTES >> 20} MiB`)
  }
  if (rest.length > 0) yield Buffer.concat(rest).toString('utf8')
}

const parsed = (text: string, foreign: boolean, where: string): RecordingLine => {
  try {
    return (foreign ? parseForeignJson(text, MOST_LINE_VALUES) : JSON.parse(text)) as RecordingLine
  } catch (cause) {
    throw new NoRecordingError(`${where} ${cause instanceof ForeignJsonError ? cause.message : 'is not JSON'}`)
  }
}

/**
 * The lines of a recording on disk, gzip if the name ends with .gz. An untrusted recording must be a regular file, is validated line by line, and
 * is read within limits (recording-bounds.ts). Throws NoRecordingError, which names the line and the fault, and IrregularFileError.
 */
export async function* recordingLines(file: string, foreign: boolean): AsyncGenerator<RecordingLine> {
  const bounds = foreign ? createBounds(file) : undefined
  let count = 0
  for await (const text of linesOf(file, bounds)) {
    count += 1
    bounds?.line()
    if (text === '') continue
    const line = parsed(text, foreign, `line ${count} of ${file}`)
    if (foreign) {
      const [fault] = documentFaults('recording', line)
      if (fault !== undefined) throw new NoRecordingError(`line ${count} of ${file}: ${fault}`)
    }
    bounds?.kind(line)
    yield line
  }
}
