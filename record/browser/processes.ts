import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { errorText } from '../../schemas/index.js'

/** A child process with everything that it starts. */
export interface Owned {
  readonly child: ChildProcess
  /** Kills the whole group; resolves once it is gone. */
  end(): Promise<void>
}

const PATIENCE_MS = 2_000

/** Starts a program in its own process group: Ctrl-C in the terminal does not reach it, and its children do not outlive it. */
export const own = (program: string, given: readonly string[], env: NodeJS.ProcessEnv = process.env): Owned => {
  const child = spawn(program, given, { env, detached: true, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const gone = new Promise<void>(resolve => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  const signal = (name: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name)
    } catch {
      // It has exited already.
    }
  }
  return {
    child,
    end: async () => {
      signal('SIGTERM')
      const impatient = setTimeout(() => signal('SIGKILL'), PATIENCE_MS)
      await gone
      clearTimeout(impatient)
      signal('SIGKILL')
    },
  }
}

const START_MS = 120_000

/** Starts a virtual screen and returns its name for DISPLAY. Rejects if Xvfb is not installed. */
export const startScreen = async (): Promise<Owned & { readonly display: string }> => {
  const owned = own('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'])
  const told = owned.child.stdio[3] as Readable
  const late = AbortSignal.timeout(START_MS)
  try {
    const refused = once(owned.child, 'error', { signal: late }).then(([cause]) => {
      throw new Error(`Xvfb did not start: ${errorText(cause)}; install it with apt-get install xvfb`)
    })
    const [number] = await Promise.race([once(told, 'data', { signal: late }), refused])
    refused.catch(() => {})
    return { ...owned, display: `:${String(number).trim()}` }
  } catch (cause) {
    await owned.end()
    throw cause
  }
}
