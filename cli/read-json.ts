import { readFileSync } from 'node:fs'
import { ConfigurationError } from '../api/index.js'
import { errorText } from '../schemas/index.js'

/** @throws {ConfigurationError} */
export const readJsonFile = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new ConfigurationError(`${file} could not be read: ${errorText(cause)}`)
  }
}
