// Installs and builds a server in a cache folder, once per state of its files.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { SERVERS, type Server } from './server.js'

const MOST_OUTPUT = 100_000
const BUILT = '.built'

/** The folder for builds and bundles: $XDG_CACHE_HOME/ssespec/servers. */
export const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'ssespec', 'servers')

export const folderOf = ({ name }: Server): string => join(CACHE, name)

export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly error: string
}

/** Runs a program until it ends or the time limit. Never rejects: a program that is not installed has no exit code. */
export const run = (program: string, args: readonly string[], cwd: string, limit_s: number): Promise<Ran> =>
  new Promise(resolve => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], timeout: limit_s * 1000 })
    const parts = { out: [] as Buffer[], error: [] as Buffer[] }
    child.stdout.on('data', (bytes: Buffer) => parts.out.push(bytes))
    child.stderr.on('data', (bytes: Buffer) => parts.error.push(bytes))
    const text = (own: readonly Buffer[]): string => Buffer.concat(own).toString()
    child.on('error', cause => resolve({ code: null, out: '', error: cause.message }))
    child.on('close', code => resolve({ code, out: text(parts.out), error: text(parts.error).slice(-MOST_OUTPUT) }))
  })

const stampOf = (folder: string): string => {
  const hash = createHash('sha256')
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    hash.update(entry.name).update(readFileSync(join(entry.parentPath, entry.name)))
  }
  return hash.digest('hex')
}

const TOOLCHAINS: Readonly<Record<string, readonly string[]>> = {
  TypeScript: ['npm', '--version'],
  JavaScript: ['npm', '--version'],
  Python: ['python3', '--version'],
  Go: ['go', 'version'],
  Rust: ['cargo', '--version'],
  Java: ['mvn', '--version'],
}
const RUNTIMES: Readonly<Record<string, readonly string[]>> = {
  ...TOOLCHAINS,
  TypeScript: ['node', '--version'],
  JavaScript: ['node', '--version'],
}

/** The runtime of the server: "Node v20.19.0", "Python 3.11.2", … */
export const runtimeOf = async ({ language }: Server): Promise<string> => {
  const [program = '', ...args] = language === 'Java' ? ['java', '-version'] : (RUNTIMES[language] ?? [])
  const { out, error } = await run(program, args, '.', 30)
  const [line = ''] = (out === '' ? error : out).trim().split('\n')
  if (program === 'node') return `Node ${line.replace(/^v/, '')}`
  if (program === 'java') return `Java ${/"([^"]+)"/.exec(line)?.[1] ?? line}`
  return line
    .replace(/^go version go(\S+).*/, 'Go $1')
    .replace(/^cargo (\S+).*/, 'Rust $1')
    .trim()
}

const INSTALL_LIMIT_S = 900

/** Installs and builds what has changed. Returns the reason if that failed. */
export const build = async (server: Server, progress: (text: string) => void): Promise<string | undefined> => {
  const folder = folderOf(server)
  const stamp = stampOf(join(SERVERS, server.name))
  const built = join(folder, BUILT)
  if (existsSync(built) && readFileSync(built, 'utf8') === stamp) return undefined
  const [program = '', ...args] = TOOLCHAINS[server.language] ?? []
  if ((await run(program, args, '.', 30)).code !== 0) return `${program} is not installed. Install it to record ${server.title}.`
  mkdirSync(folder, { recursive: true })
  cpSync(join(SERVERS, server.name), folder, { recursive: true })
  for (const command of server.install) {
    progress(command)
    const { code, out, error } = await run('sh', ['-c', command], folder, INSTALL_LIMIT_S)
    if (code !== 0) return `\`${command}\` failed: ${`${error}${out}`.trim().split('\n').slice(-3).join(' ').slice(-400)}`
  }
  writeFileSync(built, stamp)
  return undefined
}
