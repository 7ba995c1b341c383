import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../schemas/index.js'

const TREE = readdirSync(packageRoot, { withFileTypes: true })
  .filter(({ name }) => !['node_modules', 'dist', '.git'].includes(name))
  .flatMap(entry =>
    entry.isDirectory()
      ? readdirSync(join(packageRoot, entry.name), { recursive: true, encoding: 'utf8' }).map(name => `${entry.name}/${name}`)
      : [entry.name],
  )
  .filter(name => !name.includes('node_modules'))
  .sort()

/** The files of the checkout whose paths match a pattern. */
export const files = (...patterns: readonly RegExp[]): string[] => TREE.filter(name => patterns.some(pattern => pattern.test(name)))

export const read = (file: string): string => readFileSync(join(packageRoot, file), 'utf8')
