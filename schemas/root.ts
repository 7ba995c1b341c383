import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const findRoot = (from: string): string => {
  if (existsSync(join(from, 'package.json'))) return from
  const up = dirname(from)
  if (up === from) throw new Error('ssespec is not installed as a package: no package.json above its own files.')
  return findRoot(up)
}

/** The folder of the installed package, both from the sources and from the build. */
export const packageRoot: string = findRoot(dirname(fileURLToPath(import.meta.url)))

const manifest = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string }

export const tool = { name: 'ssespec', version: manifest.version } as const
