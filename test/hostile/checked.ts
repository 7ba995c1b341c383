import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Asked, Told } from './run-check.js'

const program = fileURLToPath(new URL('./run-check.ts', import.meta.url))

/** What is left open keeps a process for minutes; a busy machine takes seconds to end one. */
export const LEAVES_WITHIN_MS = 20_000

/** What came of a check in a process of its own, so that its memory is only the harness's. */
export interface Checked extends Told {
  readonly exit_code: number | null
  /** From what it told to the end of the process: what is left open would keep it. */
  readonly leaving_ms: number
  readonly stderr: string
}

/** Runs a check in a child process. Rejects when it ends without telling, and kills it when it does not end within `limit_ms`. */
export const checkedApart = (asked: Asked, limit_ms = 500_000): Promise<Checked> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', program, JSON.stringify(asked)], { stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    let told_at = 0
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
      told_at = performance.now()
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    const late = setTimeout(() => child.kill('SIGKILL'), limit_ms)
    child.on('close', exit_code => {
      clearTimeout(late)
      const leaving_ms = performance.now() - told_at
      if (stdout === '') reject(new Error(`The check told nothing and ended with ${exit_code}: ${stderr}`))
      else resolve({ ...(JSON.parse(stdout) as Told), exit_code, leaving_ms, stderr })
    })
  })
