import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { BUNDLE_FILES } from './bundle-files.js'
import { NoBundleError } from './read-bundle.js'
import { withTemporaryFolder } from './temporary-folder.js'

export const isUrl = (bundle: string): boolean => /^https?:\/\//i.test(bundle)

/** For all files together. A bundle has a few megabytes. */
const MOST_BYTES = 256 << 20
const MOST_MS = 120_000
const MOST_REDIRECTS = 5

/** load.json too: the page of a bundle may show its results. */
const FILES: readonly string[] = [...BUNDLE_FILES, 'load.json']

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

interface Download {
  readonly signal: AbortSignal
  /** Bytes that may still be downloaded, over all files. */
  bytes_left: number
}

const limited = (from: URL, download: Download): Transform =>
  new Transform({
    transform(chunk: Buffer, _encoding, done) {
      download.bytes_left -= chunk.length
      done(
        download.bytes_left < 0
          ? new NoBundleError(`The files at ${from} have more than ${MOST_BYTES >> 20} MiB, so they are no bundle.`)
          : null,
        chunk,
      )
    },
  })

const REDIRECTS = new Set([301, 302, 303, 307, 308])

/** Follows redirects on the same origin only: one to another may lead into the network of whoever verifies. */
const request = async (url: URL, signal: AbortSignal, redirects = 0): Promise<Response> => {
  const response = await fetch(url, { signal, redirect: 'manual', headers: { 'Accept-Encoding': 'identity' } })
  const location = response.headers.get('location')
  if (!REDIRECTS.has(response.status) || location === null) return response
  await response.body?.cancel()
  if (!URL.canParse(location, url.href)) throw new NoBundleError(`${url} redirects to ${location}, which is not a URL.`)
  const next = new URL(location, url)
  if (next.origin !== url.origin)
    throw new NoBundleError(`${url} redirects to another origin, ${next.origin}. To verify the bundle there, give its URL.`)
  if (redirects === MOST_REDIRECTS) throw new NoBundleError(`${url} redirects again after ${MOST_REDIRECTS} redirects.`)
  return request(next, signal, redirects + 1)
}

/** Whether the file exists. Any status other than 200 and 404 is an error. */
const save = async (from: URL, name: string, folder: string, download: Download): Promise<boolean> => {
  const url = new URL(name, from)
  const { signal } = download
  const response = await request(url, signal)
  if (response.status === 404) {
    await response.body?.cancel()
    return false
  }
  if (response.status !== 200 || response.body === null) throw new NoBundleError(`${url} answers with status ${response.status}.`)
  const body = Readable.fromWeb(response.body as ReadableStream<Uint8Array>)
  await pipeline(body, limited(from, download), createWriteStream(join(folder, name)), { signal })
  return true
}

const why = (cause: unknown): string => {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause
  if (inner instanceof Error && inner.name === 'TimeoutError') return `it took more than ${MOST_MS / 1000} s`
  return inner instanceof Error ? inner.message || inner.name : String(inner)
}

const saveAll = async (from: URL, folder: string): Promise<void> => {
  const stopped = new AbortController()
  const signal = AbortSignal.any([stopped.signal, AbortSignal.timeout(MOST_MS)])
  const download: Download = { signal, bytes_left: MOST_BYTES }
  try {
    const found = await Promise.all(FILES.map(name => save(from, name, folder, download)))
    if (!found.some(Boolean))
      throw new NoBundleError(`There is no bundle at ${from}. Give the URL of a folder written by ssespec check --out.`)
  } catch (cause) {
    stopped.abort()
    if (cause instanceof NoBundleError) throw cause
    throw new NoBundleError(`The bundle at ${from} could not be downloaded: ${why(cause)}.`)
  }
}

/**
 * Downloads the files of a bundle into a temporary folder, runs the work, and removes the folder. At most 256 MiB and two minutes for all files
 * together; redirects stay on the origin.
 *
 * @throws NoBundleError
 */
export const withDownloaded = <Result>(bundle: string, work: (folder: string) => Promise<Result>): Promise<Result> =>
  withTemporaryFolder('ssespec-bundle-', async folder => {
    await saveAll(folderOf(bundle), folder)
    return work(folder)
  })
