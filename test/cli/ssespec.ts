/** The command as a user runs it: a process of its own, in an empty folder. */

import { spawn } from 'node:child_process'
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
}

const LOADER = import.meta.resolve('tsx')

/** What the surroundings of the tests say of colour or of a target is not said to the command. */
const surroundings = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(SSESPEC_|NO_COLOR$|FORCE_COLOR$|NODE_OPTIONS$)/.test(name)))

/** Runs a program of the package to its end. */
export const runNode = (args: readonly string[], { input, environment = {}, folder = tmpdir() }: Running = {}): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', LOADER, ...args], { cwd: folder, env: { ...surroundings(), ...environment } })
    let out = ''
    let err = ''
    child.stdout.setEncoding('utf8').on('data', text => {
      out += text
    })
    child.stderr.setEncoding('utf8').on('data', text => {
      err += text
    })
    child.once('error', reject)
    child.once('close', code => resolve({ code, out, err }))
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })

export const ssespec = (args: readonly string[], running: Running = {}): Promise<Ran> =>
  runNode([join(packageRoot, 'cli', 'main.ts'), ...args], running)
