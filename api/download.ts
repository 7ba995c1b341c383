import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { type Format, formats } from '../reports/index.js'
import { CERTIFICATE } from './certificate.js'
import { SUBJECTS } from './digests.js'
import { KEYLESS_CERTIFICATE } from './keyless.js'
import { NoBundleError } from './read-bundle.js'

export const isUrl = (bundle: string): boolean => /^https?:\/\//i.test(bundle)

/** Limit per file: as many bytes as verify would read. */
const MOST_FILE_BYTES = 256 << 20
const MOST_MS = 120_000

const FILES: readonly string[] = [
  ...SUBJECTS,
  CERTIFICATE,
  KEYLESS_CERTIFICATE,
  ...Object.values<Format>(formats).flatMap(({ file }) => file ?? []),
]

/** The folder of a URL: the URL itself, or the folder of the file it names. */
const folderOf = (url: string): URL => {
  const folder = new URL(url)
  folder.search = ''
  folder.hash = ''
  const last = folder.pathname.split('/').at(-1) ?? ''
  if (FILES.includes(last)) folder.pathname = folder.pathname.slice(0, -last.length)
  if (!folder.pathname.endsWith('/')) folder.pathname += '/'
  return folder
}

const limited = (url: URL): Transform => {
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      done(
        bytes > MOST_FILE_BYTES
          ? new NoBundleError(`${url} has more than ${MOST_FILE_BYTES >> 20} MiB, so it is not part of a bundle.`)
          : null,
        chunk,
      )
    },
  })
}

/** Whether the file exists. Any status other than 200 and 404 is an error. */
const download = async (url: URL, file: string, signal: AbortSignal): Promise<boolean> => {
  const response = await fetch(url, { signal, headers: { 'Accept-Encoding': 'identity' } })
  if (response.status === 404) {
    await response.body?.cancel()
    return false
  }
  if (response.status !== 200 || response.body === null) throw new NoBundleError(`${url} answers with status ${response.status}.`)
  await pipeline(Readable.fromWeb(response.body as ReadableStream<Uint8Array>), limited(url), createWriteStream(file), { signal })
  return true
}

const why = (cause: unknown): string => {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause
  return inner instanceof Error ? inner.message || inner.name : String(inner)
}

/**
 * Downloads the files of a bundle into a temporary folder, runs the work, and removes the folder. At most 256 MiB per file, and two minutes.
 *
 * @throws NoBundleError
 */
export const withDownloaded = async <Result>(bundle: string, work: (folder: string) => Promise<Result>): Promise<Result> => {
  const from = folderOf(bundle)
  const folder = mkdtempSync(join(tmpdir(), 'ssespec-bundle-'))
  const signal = AbortSignal.timeout(MOST_MS)
  try {
    const found = await Promise.all(FILES.map(name => download(new URL(name, from), join(folder, name), signal))).catch(
      (cause: unknown) => {
        if (cause instanceof NoBundleError) throw cause
        throw new NoBundleError(`The bundle at ${from} could not be downloaded: ${why(cause)}.`)
      },
    )
    if (!found.some(Boolean))
      throw new NoBundleError(`There is no bundle at ${from}. Give the URL of a folder written by ssespec check --out.`)
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
