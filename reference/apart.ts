/** Runs a server in a separate process, so that its resource use is not mixed with that of the measuring process. */

import { type ChildProcess, fork } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defined } from '../schemas/index.js'
import type { ReferenceOptions } from './options.js'
import type { Reference } from './server.js'

/** A cold machine needs long to load the modules. */
const START_MS = 120_000
const MOST_CHARACTERS = 2000

type Listening = Pick<Reference, 'url' | 'streamUrl' | 'controlUrl' | 'forwardsTo'>

type ToParent = Listening | { readonly refused: string }

export interface Apart extends Listening {
  readonly pid: number
  /** The process may send messages of its own. */
  readonly child: ChildProcess
  stop(): Promise<void>
}

/**
 * Starts the program of a server, which calls `serveParent`.
 * @param program the module's URL without its extension: `.ts` in the sources, `.js` in the build
 * @param options sent to the program
 * @returns rejects with the reason if it does not listen within 120 s
 */
export const startApart = (program: URL, options: object): Promise<Apart> =>
  new Promise((resolve, reject) => {
    // A separate process group, so that Ctrl-C in a terminal ends what uses the server first, and then the server.
    const child = fork(`${fileURLToPath(program)}${extname(import.meta.url)}`, {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      detached: true,
    })
    const { pid } = child
    let err = ''
    const gone = new Promise<void>(done => child.once('exit', () => done()))
    const stop = async (): Promise<void> => {
      child.kill('SIGKILL')
      await gone
    }
    const fail = (why: string): void => {
      clearTimeout(late)
      child.kill('SIGKILL')
      reject(new Error(`The embedded server ${why}${err === '' ? '' : `: ${err.trim()}`}`))
    }
    const late = setTimeout(() => fail(`did not start within ${START_MS / 1000} s`), START_MS)
    const endedEarly = (code: number | null): void => fail(`ended with ${code} before it listened`)
    child.once('error', cause => fail(cause.message))
    child.once('exit', endedEarly)
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      err = (err + text).slice(-MOST_CHARACTERS)
    })
    child.once('message', (message: ToParent) => {
      if ('refused' in message || pid === undefined) return fail(`did not start: ${'refused' in message ? message.refused : 'no process'}`)
      clearTimeout(late)
      child.off('exit', endedEarly)
      const atExit = () => child.kill('SIGKILL')
      process.once('exit', atExit)
      child.once('exit', () => process.off('exit', atExit))
      resolve({ ...message, pid, child, stop })
    })
    child.send(options)
  })

/** In the program: receives the options, starts the server, reports where it listens, and ends with its parent. */
export const serveParent = <Options>(start: (options: Options) => Promise<Reference>): void => {
  const tell = (message: ToParent): void => void process.send?.(message)
  process.once('message', async options => {
    try {
      const { url, streamUrl, controlUrl, forwardsTo } = await start(options as Options)
      tell({ url, streamUrl, ...defined({ controlUrl, forwardsTo }) })
    } catch (cause) {
      tell({ refused: cause instanceof Error ? cause.message : String(cause) })
    }
  })
  process.once('disconnect', () => process.exit())
}

/** A server of channels in a process of its own. */
export const startReferenceApart = (options: ReferenceOptions): Promise<Apart> =>
  startApart(new URL('./apart-child', import.meta.url), options)
