/** An empty project with the packed tarball in it, as a user gets it. */

import { strict as assert } from 'node:assert'
import { spawnSync } from 'node:child_process'
import { cpSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../schemas/index.js'
import { copyOfCheckout, folderWith } from '../api/scratch.js'

const run = (folder: string, program: string, ...args: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' })
  assert.equal(status, 0, `${program} ${args.join(' ')}: ${stdout}${stderr}`)
  return stdout
}

/** Builds in a copy, so that nobody's dist changes under them. */
const packed = (): string => {
  const stage = copyOfCheckout()
  symlinkSync(join(packageRoot, 'node_modules'), join(stage, 'node_modules'))
  run(stage, process.execPath, join(packageRoot, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json')
  run(stage, process.execPath, join('scripts', 'bundle.mjs'))
  const file = run(stage, 'npm', 'pack', '--ignore-scripts', '--silent').trim()
  return join(stage, file)
}

const TYPED = `import { check, exitCodeOf, judge, lint, verify, type Report, type Verification } from 'ssespec'
const report: Report = (await check({ config: { url: 'http://localhost' }, only: ['FRM'] })).report
const code: 0 | 1 | 4 = exitCodeOf(report)
const linted: Report = await lint([Buffer.from('data: a\\n\\n')])
const again: Report = (await judge('recording.ndjson')).report
const verified: Verification = await verify('bundle', { keyless: { identity: 'a', issuer: 'b' } })
// @ts-expect-error: there is no such profile
await check({ config: { profile: 'soap' } })
console.log(code, linted.conforms, again.conforms, verified.verified)
`

export interface Consumer {
  readonly folder: string
  readonly tarball: string
  /** Runs a program of the project with this Node, and gives what it wrote. */
  node(binary: string, ...args: readonly string[]): { readonly code: number | null; readonly out: string; readonly err: string }
  /** What the compiler has to say of a strict project that uses the types. */
  typeFaults(): string
}

export const installed = (): Consumer => {
  const folder = folderWith({ 'package.json': '{ "name": "consumer", "type": "module", "private": true }', 'typed.ts': TYPED })
  const tarball = packed()
  run(folder, 'npm', 'install', tarball, '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--silent')
  cpSync(join(packageRoot, 'examples', 'library'), folder, { recursive: true })
  return {
    folder,
    tarball,
    node: (binary, ...args) => {
      const { status, stdout, stderr } = spawnSync(binary, args, {
        cwd: folder,
        encoding: 'utf8',
        input: 'data: one\n\ndata:two\r\n\r\nping\n\n',
      })
      return { code: status, out: stdout, err: stderr }
    },
    typeFaults: () => {
      const options = {
        strict: true,
        module: 'NodeNext',
        target: 'ES2023',
        noEmit: true,
        types: ['node'],
        typeRoots: [join(packageRoot, 'node_modules', '@types')],
        skipLibCheck: false,
      }
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['typed.ts'] }))
      const tsc = join(packageRoot, 'node_modules', 'typescript', 'bin', 'tsc')
      return spawnSync(process.execPath, [tsc, '-p', 'tsconfig.json'], { cwd: folder, encoding: 'utf8' }).stdout
    },
  }
}

/** The newest Node that npm's registry offers for this machine; nothing where there is none. */
export const newestNode = (): string | undefined => {
  const name = `node-${process.platform}-${process.arch}`
  const folder = folderWith({ 'package.json': '{ "private": true }' })
  const { status } = spawnSync('npm', ['install', `${name}@latest`, '--no-audit', '--no-fund', '--ignore-scripts', '--silent'], {
    cwd: folder,
  })
  return status === 0 ? join(folder, 'node_modules', name, 'bin', 'node') : undefined
}
