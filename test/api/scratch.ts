/** Folders with files in them, gone after the test. */

import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packageRoot } from '../../schemas/index.js'

const folders = new Set<string>()

export const folderWith = (files: Readonly<Record<string, string>> = {}): string => {
  const folder = mkdtempSync(join(tmpdir(), 'ssespec-test-'))
  folders.add(folder)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

const NOT_CLONED = new Set(['node_modules', '.git', 'dist'])

/** The checkout as a fresh clone has it: nothing is installed or built in it. */
export const copyOfCheckout = (): string => {
  const folder = folderWith()
  for (const name of readdirSync(packageRoot))
    if (!NOT_CLONED.has(name)) cpSync(join(packageRoot, name), join(folder, name), { recursive: true })
  return folder
}

export const removeFolders = (): void => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  folders.clear()
}
