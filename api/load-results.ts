import { readFileSync, statSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { mergedLoad } from '../load/index.js'
import { DocumentError, documentFaults, errorText, type K6Result, type Load, type Workload } from '../schemas/index.js'
import { ConfigurationError } from './configuration-error.js'
import { parseForeignJson } from './foreign-json.js'
import { readRegular } from './regular-file.js'

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false

/** One document, or one per line. */
const documentsIn = (file: string): unknown[] => {
  const text = readFileSync(file, 'utf8').trim()
  try {
    return [JSON.parse(text)]
  } catch {
    return text.split('\n').map(line => {
      try {
        return JSON.parse(line)
      } catch {
        throw new ConfigurationError(`${file} is neither JSON nor JSON lines.`)
      }
    })
  }
}

const formatOf = (document: unknown): unknown =>
  typeof document === 'object' && document !== null && 'format' in document ? document.format : undefined

const checked = <Document>(name: 'load' | 'k6', document: unknown): Document => {
  const faults = documentFaults(name, document)
  if (faults.length > 0) throw new ConfigurationError(new DocumentError('A result of load', faults).message)
  return document as Document
}

/** Results of different workloads cannot be compared. Thresholds do not count as a difference. */
export const isSameWorkload = (one: Workload, other: Workload): boolean => {
  const { thresholds: _one, ...compared } = one
  const { thresholds: _other, ...with_ } = other
  return isDeepStrictEqual(compared, with_)
}

const alike = (loads: readonly Load[], paths: readonly string[]): readonly Load[] => {
  const [first] = loads
  const other = loads.findIndex(load => first !== undefined && !isSameWorkload(load.workload, first.workload))
  if (other < 0) return loads
  throw new ConfigurationError(
    `${paths[other]} was measured with another workload than ${paths[0]}: side by side stand results of the same flags and the same file.`,
  )
}

/**
 * Reads load results: one load.json per load, all of one workload; or the results of k6 processes or pods, one per file or per line, which
 * are merged. Empty if the files are of another kind.
 * @throws {ConfigurationError} if they are broken, or of different workloads
 */
export const readLoadResults = (paths: readonly string[]): readonly Load[] => {
  if (!paths.every(isFile)) return []
  const documents = paths.flatMap(documentsIn)
  const areAll = (format: string): boolean => documents.every(document => formatOf(document) === format)
  if (areAll('ssespec-load/1') && documents.length === paths.length)
    return alike(
      documents.map(document => checked<Load>('load', document)),
      paths,
    )
  return areAll('ssespec-k6/1') ? [mergedLoad(documents.map(document => checked<K6Result>('k6', document)))] : []
}

const MOST_BYTES = 16 << 20
const MOST_VALUES = 200_000

/**
 * The load.json of a bundle, which may be a stranger's. Undefined if it is a document of another kind.
 * @throws {ConfigurationError} if it is broken or not a regular file
 */
export const readBundledLoad = (file: string): Load | undefined => {
  const document = (() => {
    try {
      return parseForeignJson(readRegular(file, MOST_BYTES).toString('utf8'), MOST_VALUES)
    } catch (cause) {
      throw new ConfigurationError(`${file} could not be read: ${errorText(cause)}`)
    }
  })()
  return formatOf(document) === 'ssespec-load/1' ? checked<Load>('load', document) : undefined
}
