import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Asked, Left, Told } from './run-check.js'

const program = fileURLToPath(new URL('./run-check.ts', import.meta.url))

/** What is left open would keep a process. */
export const LEAVES_WITHIN_MS = 2_000

/** The result of a check in a separate process, whose memory is used only by ssespec. */
export interface Checked extends Told, Left {
  readonly exit_code: number | null
  readonly stderr: string
}

/** Runs a check in a child process. Rejects when it ends without telling, and kills it when it does not end within `limit_ms`. */
export const checkedApart = (asked: Asked, limit_ms = 500_000): Promise<Checked> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', program, JSON.stringify(asked)], { stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    const late = setTimeout(() => child.kill('SIGKILL'), limit_ms)
    child.on('close', exit_code => {
      clearTimeout(late)
      const [told, left] = stdout.trimEnd().split('\n')
      if (!told || !left) reject(new Error(`The check told ${told ? 'no end' : 'nothing'} and ended with ${exit_code}: ${stderr}`))
      else resolve({ ...(JSON.parse(told) as Told), ...(JSON.parse(left) as Left), exit_code, stderr })
    })
  })
