// After tsc: puts whole libraries, with all they depend on, into the one module of dist that uses them, so that installing ssespec does not install them;
// puts long lists of small modules into one file each; and makes the command executable.
import { chmodSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
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

/** Lists of hundreds of small modules: one file each, because to open them takes longer than to run them. */
const LISTS = ['dist/record/scenarios', 'dist/reference/faults']

for (const folder of LISTS) {
  const own = join(ROOT, folder)
  const outside = {
    name: 'outside',
    setup: ({ onResolve }) =>
      onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
        const from = relative(own, join(resolveDir, path))
        return from.startsWith('..') ? { path: from, external: true } : undefined
      }),
  }
  const list = join(own, 'index.js')
  await build({
    entryPoints: [list],
    outfile: list,
    allowOverwrite: true,
    bundle: true,
    format: 'esm',
    packages: 'external',
    plugins: [outside],
  })
  for (const name of readdirSync(own)) if (!name.startsWith('index.')) rmSync(join(own, name), { recursive: true })
}

// In a checkout, npm links the command once; after a new build only its own mode makes `npx ssespec` run.
chmodSync(join(ROOT, 'dist', 'cli', 'main.js'), 0o755)
