// The licenses of the libraries that esbuild put into a bundle.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** The text for the metafile of a build that ran in the package's folder. */
export function licensesOf({ inputs }) {
  const folders = [
    ...new Set(Object.keys(inputs).flatMap(input => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? [])),
  ].sort()
  const licenses = folders.map(folder => {
    const { name, version, license } = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'))
    const file = readdirSync(join(ROOT, folder)).find(one => /^licen[cs]e/i.test(one))
    return `${name} ${version} (${license})\n\n${file === undefined ? '' : readFileSync(join(ROOT, folder, file), 'utf8').trim()}\n`
  })
  return licenses.join(`\n${'-'.repeat(80)}\n\n`)
}
