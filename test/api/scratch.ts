/** Folders with files in them, gone after the test. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folders = new Set<string>()

export const folderWith = (files: Readonly<Record<string, string>> = {}): string => {
  const folder = mkdtempSync(join(tmpdir(), 'ssespec-test-'))
  folders.add(folder)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

export const removeFolders = (): void => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  folders.clear()
}
