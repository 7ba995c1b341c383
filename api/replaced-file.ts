import { randomBytes } from 'node:crypto'
import { renameSync, rmSync, writeFileSync } from 'node:fs'

/**
 * Writes a file of a bundle. Whatever has its name is replaced, never written through: a link in a stranger's folder may lead to any file of
 * yours. Throws the error of node:fs.
 */
export const replaceFile = (file: string, content: string): void => {
  const fresh = `${file}.${randomBytes(8).toString('hex')}`
  try {
    writeFileSync(fresh, content, { flag: 'wx' })
    renameSync(fresh, file)
  } catch (cause) {
    rmSync(fresh, { force: true })
    throw cause
  }
}
