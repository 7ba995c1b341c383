import { createReadStream, createWriteStream, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { type Format, formats } from '../reports/index.js'
import { errorText } from '../schemas/index.js'
import { families } from '../suites/index.js'
import { BUNDLE_FILES } from './bundle-files.js'
import type { Judged } from './judge.js'
import { replaceFile } from './replaced-file.js'

/** The bundle's folder cannot be written; the message says what to do. */
export class BundleError extends Error {
  constructor(folder: string, cause: unknown) {
    super(`${folder} could not be written: ${errorText(cause)}. Choose another folder with --out.`)
    this.name = 'BundleError'
  }
}

const FILE_WIDTH = 100

const RECORDING = 'recording.ndjson'

/**
 * Creates the bundle's folder and returns the path of the recording in it. What an earlier run left there, or a stranger put there under the name
 * of a bundle's file, is removed: otherwise it would be taken for the result of a run that fails. Throws BundleError.
 */
export const openBundle = (folder: string): string => {
  try {
    mkdirSync(folder, { recursive: true })
    for (const name of [...BUNDLE_FILES, RECORDING]) rmSync(join(folder, name), { force: true })
    const file = join(folder, RECORDING)
    writeFileSync(file, '', { flag: 'wx' })
    return file
  } catch (cause) {
    throw new BundleError(folder, cause)
  }
}

/** Writes the bundle: the report in every format with a file, the observations, and the compressed recording. Throws BundleError. */
export const writeBundle = async (folder: string, { report, observations, timeline }: Judged): Promise<void> => {
  const titles = Object.fromEntries(families().map(({ family, title }) => [family, title]))
  try {
    for (const { file, render } of Object.values<Format>(formats)) {
      if (file !== undefined) replaceFile(join(folder, file), render(report, { colour: false, width: FILE_WIDTH, titles, timeline }))
    }
    replaceFile(join(folder, 'observations.json'), `${JSON.stringify(observations)}\n`)
    const recording = join(folder, RECORDING)
    rmSync(`${recording}.gz`, { force: true })
    await pipeline(createReadStream(recording), createGzip({ level: 6 }), createWriteStream(`${recording}.gz`, { flags: 'wx' }))
    rmSync(recording)
  } catch (cause) {
    throw new BundleError(folder, cause)
  }
}
