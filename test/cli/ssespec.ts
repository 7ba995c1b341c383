/** The command as a user runs it: a process of its own, in an empty folder. */

import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packageRoot } from '../../schemas/index.js'

export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export interface Running {
  readonly input?: string | Uint8Array
  readonly environment?: Readonly<Record<string, string>>
  readonly folder?: string
  /** Its standard input stays open, for `write` and `end`. */
  readonly open?: boolean
}

const LOADER = import.meta.resolve('tsx')

/** What the surroundings of the tests say of colour or of a target is not said to the command. */
const surroundings = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(SSESPEC_|NO_COLOR$|FORCE_COLOR$|NODE_OPTIONS$)/.test(name)))

/** A program that runs until it is stopped. */
export interface Started {
  /** Resolves once its standard error or output has these words; rejects when it ends without them. */
  says(words: RegExp): Promise<RegExpExecArray>
  signal(name: NodeJS.Signals): void
  write(text: string): void
  end(): void
  readonly ended: Promise<Ran>
}

/** Starts a program with this command line. */
export const startProgram = (
  program: string,
  args: readonly string[],
  { input, environment = {}, folder = tmpdir(), open = false }: Running = {},
): Started => {
  const child = spawn(program, args, { cwd: folder, env: { ...surroundings(), ...environment } })
  let out = ''
  let err = ''
  const heard = new Set<() => void>()
  const hear = () => {
    for (const listener of heard) listener()
  }
  child.stdout.setEncoding('utf8').on('data', text => {
    out += text
    hear()
  })
  child.stderr.setEncoding('utf8').on('data', text => {
    err += text
    hear()
  })
  child.stdin.on('error', () => {})
  if (!open) child.stdin.end(input)
  const ended = new Promise<Ran>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', code => resolve({ code, out, err }))
  })
  return {
    signal: name => child.kill(name),
    write: text => child.stdin.write(text),
    end: () => child.stdin.end(),
    ended,
    says: words =>
      new Promise((resolve, reject) => {
        const listener = () => {
          const found = words.exec(out) ?? words.exec(err)
          if (found === null) return
          heard.delete(listener)
          resolve(found)
        }
        heard.add(listener)
        listener()
        ended.then(ran => reject(new Error(`It ended with ${ran.code} and never said ${words}: ${ran.out}${ran.err}`)), reject)
      }),
  }
}

const changedAt = (...path: string[]): number => statSync(join(packageRoot, ...path), { throwIfNoEntry: false })?.mtimeMs ?? 0

/** Whether no source was changed since `npm run build`. */
const isBuilt = (): boolean => {
  const { include } = JSON.parse(readFileSync(join(packageRoot, 'tsconfig.build.json'), 'utf8'))
  const sources = include.flatMap((room: string) =>
    readdirSync(join(packageRoot, room), { recursive: true }).map(name => join(room, String(name))),
  )
  const built = changedAt('dist', 'cli', 'main.js')
  return sources.every((source: string) => changedAt(source) < built)
}

// The sources take a second longer to start than what is built from them.
const COMMAND = isBuilt() ? [join(packageRoot, 'dist', 'cli', 'main.js')] : ['--import', LOADER, join(packageRoot, 'cli', 'main.ts')]

/** The command line of node that runs this command. */
export const commandLine = (args: readonly string[]): string[] => [...COMMAND, ...args]

/** Runs a program of the package to its end. */
export const runNode = (args: readonly string[], running: Running = {}): Promise<Ran> =>
  startProgram(process.execPath, ['--import', LOADER, ...args], running).ended

export const startSsespec = (args: readonly string[], running: Running = {}): Started =>
  startProgram(process.execPath, commandLine(args), running)

export const ssespec = (args: readonly string[], running: Running = {}): Promise<Ran> => startSsespec(args, running).ended
