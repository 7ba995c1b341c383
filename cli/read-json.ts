import { readFileSync } from 'node:fs'
import { ConfigurationError } from '../api/index.js'

/** @throws {ConfigurationError} */
export const readJsonFile = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new ConfigurationError(`${file} could not be read: ${cause instanceof Error ? cause.message : cause}`)
  }
}
