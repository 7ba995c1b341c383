import { spawn } from 'node:child_process'
import type { CommandHook } from '../schemas/index.js'
import type { HookAnswer } from './hooks.js'

const COMPLAINT_CHARACTERS = 300
const COMPLAINT_MS = 250

/** Without SSESPEC_TOKEN, unless the command names it: most commands do not need the token. */
const environmentFor = ({ command }: CommandHook): NodeJS.ProcessEnv => {
  const { SSESPEC_TOKEN, ...others } = process.env
  return command.some(text => /\bSSESPEC_TOKEN\b/.test(text)) ? process.env : others
}

/**
 * Runs a command with JSON on its standard input. Standard output is ignored; if the command fails, the beginning of standard error is the reason.
 * When the signal is aborted first, kills the command and its children, and rejects with the signal's reason.
 */
export const runCommand = (hook: CommandHook, input: unknown, signal: AbortSignal): Promise<HookAnswer> =>
  new Promise((resolve, reject) => {
    const [program = '', ...args] = hook.command
    // A separate process group can be killed as a whole: a shell's children outlive the shell.
    const child = spawn(program, args, {
      stdio: ['pipe', 'ignore', 'pipe'],
      detached: process.platform !== 'win32',
      env: environmentFor(hook),
    })
    let complaint = ''
    const kill = () => {
      const { pid } = child
      try {
        if (pid !== undefined) process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
      } catch {
        // It has just ended.
      }
      child.stderr.destroy()
      reject(signal.reason)
    }
    const settle = (answer: HookAnswer) => {
      signal.removeEventListener('abort', kill)
      resolve(answer)
    }
    child.stderr.on('data', (bytes: Buffer) => {
      if (complaint.length < COMPLAINT_CHARACTERS) complaint += bytes.toString('utf8', 0, 4 * COMPLAINT_CHARACTERS)
    })
    child.stderr.on('error', () => {})
    child.stdin.on('error', () => {})
    child.on('error', error => settle({ ok: false, reason: error.message }))
    child.on('exit', (code, killer) => {
      // A server that the command started in the background may keep standard error open for as long as it runs. Do not wait for that.
      if ('unref' in child.stderr && typeof child.stderr.unref === 'function') child.stderr.unref()
      if (code === 0) return settle({ ok: true, status: 0 })
      const how = code === null ? `it was ended by ${killer}` : `exit code ${code}`
      const tell = () => {
        const why = complaint.trim().slice(0, COMPLAINT_CHARACTERS)
        settle({ ok: false, status: code ?? 1, reason: why === '' ? how : `${how}: ${why}` })
      }
      // Standard error may arrive shortly after the exit.
      child.once('close', tell)
      setTimeout(tell, COMPLAINT_MS).unref()
    })
    if (signal.aborted) kill()
    else signal.addEventListener('abort', kill, { once: true })
    child.stdin.end(JSON.stringify(input))
  })
