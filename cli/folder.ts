import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigurationError, replaceFile } from '../api/index.js'
import { errorText } from '../schemas/index.js'

/** Created before the work, so that an unwritable folder fails early. @throws {ConfigurationError} */
export const openFolder = (folder: string): void => {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (cause) {
    throw new ConfigurationError(`${folder} could not be written: ${errorText(cause)}. Choose another folder with --out.`)
  }
}

interface FileFormat<Document> {
  readonly file: string
  readonly render: (document: Document) => string | Promise<string>
}

const hasFile = <Document>(format: object): format is FileFormat<Document> => 'file' in format

/** Writes every format that has a file, and reports it on standard error. */
export const writeFormats = async <Document>(
  folder: string,
  formats: Readonly<Record<string, object>>,
  document: Document,
): Promise<void> => {
  const written = Object.values(formats).filter(format => hasFile<Document>(format))
  for (const { file, render } of written) replaceFile(join(folder, file), await render(document))
  process.stderr.write(`${written.map(({ file }) => file).join(', ')} written to ${folder}\n`)
}
