// What ssespec weighs once installed, and what it costs to start: npx tsx bench/footprint.ts
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packageRoot } from '../schemas/index.js'

const RUNS = 9

const run = (folder: string, program: string, ...args: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stdout}${stderr}`)
  return stdout.trim()
}

const filesIn = (folder: string): number[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap(name => {
    const found = statSync(join(folder, name))
    return found.isFile() ? [found.size] : []
  })

const told = (sizes: readonly number[]): string =>
  `${(sizes.reduce((sum, one) => sum + one, 0) / 1e6).toFixed(1)} MB in ${sizes.length} files`

/** Seconds of CPU, the median of several runs, as /proc/self/stat counts them for children that have ended. */
const cpuOf = (...args: readonly string[]): number => {
  const used = (): number => {
    const [, user = 0, system = 0] = /^\d+ \(.*\) (?:\S+ ){13}(\d+) (\d+)/.exec(readFileSync('/proc/self/stat', 'utf8'))?.map(Number) ?? []
    return (user + system) / 100
  }
  const times = Array.from({ length: RUNS }, () => {
    const before = used()
    spawnSync(process.execPath, args, { stdio: 'ignore' })
    return used() - before
  })
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0
}

const folder = mkdtempSync(join(tmpdir(), 'ssespec-footprint-'))
try {
  const tarball = run(packageRoot, 'npm', 'pack', '--ignore-scripts', '--silent', '--pack-destination', folder)
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
  run(folder, 'npm', 'install', join(folder, tarball), '--no-audit', '--no-fund', '--ignore-scripts', '--silent')
  const modules = join(folder, 'node_modules')
  const packages = run(folder, 'npm', 'ls', '--all', '--parseable').split('\n').length - 1
  console.log(`installed: ${packages} packages, ${told(filesIn(modules))}`)
  console.log(`its own:   ${told(filesIn(join(modules, 'ssespec')))}`)
  const main = join(modules, 'ssespec', 'dist', 'cli', 'main.js')
  const node = cpuOf('-e', '0')
  console.log(`node -e 0: ${node.toFixed(2)} s of CPU`)
  for (const args of [['--version'], ['--help'], ['list'], ['explain', 'HTTP-09']])
    console.log(`ssespec ${args.join(' ')}: ${cpuOf(main, ...args).toFixed(2)} s of CPU`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
