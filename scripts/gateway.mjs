// node scripts/gateway.mjs FOLDER: the gateway as one file that needs Node and nothing else, and the licenses of what is in it, for its image.
import { existsSync, writeFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { licensesOf } from './licenses.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Say where to: node scripts/gateway.mjs FOLDER')

/** Libraries that may be in it. */
const LIBRARIES = ['commander', 'eventsource-parser', 'undici', 'ws']
/** Loaded for a self-signed certificate only, which the gateway's command does not offer. */
const UNREACHED = './self-signed.js'

/** Modules of ssespec have no side effects, so what is not used is left out, and with it the libraries that only it uses. */
const onlyWhatIsUsed = {
  name: 'only-what-is-used',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.\.?\// }, ({ importer, path }) => {
      if (importer.includes('node_modules')) return undefined
      if (path === UNREACHED) return { path, external: true }
      const source = resolve(dirname(importer), path).replace(/\.js$/, '.ts')
      return existsSync(source) ? { path: source, sideEffects: false } : undefined
    })
    onResolve({ filter: /^[^./]/ }, ({ importer, path }) =>
      importer.includes('node_modules') || path.startsWith('node:') || LIBRARIES.includes(path)
        ? undefined
        : { path, external: true, sideEffects: false },
    )
  },
}

const { metafile } = await build({
  absWorkingDir: ROOT,
  entryPoints: [join(ROOT, 'cli', 'gateway.ts')],
  outfile: join(resolve(folder), 'gateway.mjs'),
  bundle: true,
  plugins: [onlyWhatIsUsed],
  platform: 'node',
  format: 'esm',
  target: 'node20',
  keepNames: true,
  legalComments: 'none',
  // Libraries in CommonJS ask for modules of Node by `require`, which an ES module does not have. Those of ws that are optional are not there.
  banner: { js: "import { createRequire as ssespecRequire } from 'node:module'\nconst require = ssespecRequire(import.meta.url)" },
  define: { 'process.env.WS_NO_BUFFER_UTIL': '"1"', 'process.env.WS_NO_UTF_8_VALIDATE': '"1"' },
  metafile: true,
  logLevel: 'warning',
})

const missing = Object.values(metafile.outputs)
  .flatMap(({ imports }) => imports)
  .filter(({ path }) => !path.startsWith('node:') && !isBuiltin(path) && path !== UNREACHED)
if (missing.length > 0)
  throw new Error(`The bundle would need ${missing.map(({ path }) => path).join(', ')}: add it to LIBRARIES, or stop using it`)
writeFileSync(join(resolve(folder), 'THIRD-PARTY-LICENSES.txt'), licensesOf(metafile))
