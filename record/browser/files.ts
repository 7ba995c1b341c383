import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, normalize } from 'node:path'
import { packageRoot } from '../../schemas/index.js'

/** A file that the pages load. */
export interface PageFile {
  readonly type: string
  readonly content: Buffer
}

const SCRIPT = 'text/javascript; charset=utf-8'

// Suppresses the icon request, and maps bare module names to installed packages.
const PAGE = `<!doctype html>
<meta charset="utf-8">
<title>ssespec</title>
<link rel="icon" href="data:,">
<script type="importmap">{ "imports": { "eventsource-parser": "./modules/eventsource-parser/dist/index.js" } }</script>
<script src="recorder.js"></script>
`

/** Packages from which pages may load files. */
const MODULES = ['eventsource-parser', 'eventsource', 'event-source-polyfill', '@microsoft/fetch-event-source'] as const

const require = createRequire(import.meta.url)

/** The folder of a package, located by a file that it always has. */
const folderOf = (name: string): string | undefined => {
  const paths = require.resolve.paths(name) ?? []
  for (const path of paths) {
    try {
      readFileSync(join(path, name, 'package.json'))
      return join(path, name)
    } catch {
      // Not here; try the next folder up.
    }
  }
  return undefined
}

const readable = (path: string): Buffer | undefined => {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}

const moduleFile = (path: string): PageFile | undefined => {
  const name = MODULES.find(one => path.startsWith(`${one}/`))
  const folder = name === undefined ? undefined : folderOf(name)
  if (name === undefined || folder === undefined) return undefined
  const inside = normalize(path.slice(name.length + 1))
  if (inside.startsWith('..')) return undefined
  // Some packages are written for bundlers and omit the file extension.
  const content = readable(join(folder, inside)) ?? readable(join(folder, `${inside}.js`))
  return content === undefined ? undefined : { type: SCRIPT, content }
}

/** The file at a path below the pages' folder: the page, its scripts, and the modules that they import. */
export const pageFile = (path: string): PageFile | undefined => {
  if (path === 'page') return { type: 'text/html; charset=utf-8', content: Buffer.from(PAGE) }
  if (path === 'recorder.js' || path === 'worker.js') {
    const content = readable(join(packageRoot, 'record', 'browser', 'page', path))
    return content === undefined ? undefined : { type: SCRIPT, content }
  }
  return path.startsWith('modules/') ? moduleFile(path.slice('modules/'.length)) : undefined
}

/** The path of the parser below the pages' folder. */
export const parserPath = 'modules/eventsource-parser/dist/index.js'
