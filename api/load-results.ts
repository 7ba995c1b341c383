import { readFileSync, statSync } from 'node:fs'
import { mergedLoad } from '../load/index.js'
import { DocumentError, documentFaults, type K6Result, type Load } from '../schemas/index.js'
import { ConfigurationError } from './configuration.js'

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false

/** One document, or one a line. */
const documentsIn = (file: string): unknown[] => {
  const text = readFileSync(file, 'utf8').trim()
  try {
    return [JSON.parse(text)]
  } catch {
    return text.split('\n').map(line => {
      try {
        return JSON.parse(line)
      } catch {
        throw new ConfigurationError(`${file} is no JSON, nor a document of JSON a line.`)
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

/**
 * A load from what it left behind: a load.json, or the results of k6 processes or pods, in a file each or in lines of one, which are merged. Undefined where
 * these are no files of that kind.
 * @throws {ConfigurationError} where they are broken
 */
export const readLoadResults = (paths: readonly string[]): Load | undefined => {
  if (!paths.every(isFile)) return undefined
  const documents = paths.flatMap(documentsIn)
  const [first] = documents
  if (documents.length === 1 && formatOf(first) === 'ssespec-load/1') return checked<Load>('load', first)
  if (!documents.every(document => formatOf(document) === 'ssespec-k6/1')) return undefined
  return mergedLoad(documents.map(document => checked<K6Result>('k6', document)))
}
