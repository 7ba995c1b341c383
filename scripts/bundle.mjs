// After tsc: puts whole libraries, with all they depend on, into the one module of dist that uses them, so that installing ssespec does not install them,
// and makes the command executable.
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { licensesOf } from './licenses.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Modules that do nothing but pass on libraries. */
const MODULES = [
  'dist/api/sigstore.js',
  'dist/record/browser/self-signed.js',
  'dist/reference/self-signed.js',
  'dist/reports/load/drawing.js',
]

// Libraries in CommonJS ask for modules of Node by `require`, which an ES module does not have.
const REQUIRE = "import { createRequire as ssespecRequire } from 'node:module'\nconst require = ssespecRequire(import.meta.url)"

const { metafile } = await build({
  absWorkingDir: ROOT,
  entryPoints: MODULES,
  outdir: 'dist',
  outbase: 'dist',
  allowOverwrite: true,
  bundle: true,
  splitting: true,
  chunkNames: 'bundled/[name]-[hash]',
  minify: true,
  keepNames: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  banner: { js: REQUIRE },
  legalComments: 'none',
  metafile: true,
  // Parts of linkedom that only a canvas needs.
  external: ['canvas'],
  logLevel: 'warning',
})

writeFileSync(join(ROOT, 'dist', 'THIRD-PARTY-LICENSES.txt'), licensesOf(metafile))

// In a checkout, npm links the command once; after a new build only its own mode makes `npx ssespec` run.
chmodSync(join(ROOT, 'dist', 'cli', 'main.js'), 0o755)
