/** Runs the reference in a separate process, so that its resource use is not mixed with the measuring process. */

import { fork } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ReferenceOptions } from './options.js'

const START_MS = 20_000
const MOST_CHARACTERS = 2000

/** Works both from the sources and from the build. */
const CHILD = fileURLToPath(new URL(`./apart-child${extname(import.meta.url)}`, import.meta.url))

export type ToParent = { readonly url: string; readonly controlUrl?: string } | { readonly refused: string }

export interface ReferenceApart {
  readonly url: string
  readonly controlUrl?: string
  readonly pid: number
  stop(): Promise<void>
}

/** Starts the reference in a separate process. Rejects with the reason if it does not listen within 20 s. */
export const startReferenceApart = (options: ReferenceOptions): Promise<ReferenceApart> =>
  new Promise((resolve, reject) => {
    // A separate process group, so that Ctrl-C in a terminal ends the load first, and then the server.
    const child = fork(CHILD, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], detached: true })
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
      reject(new Error(`The embedded reference ${why}${err === '' ? '' : `: ${err.trim()}`}`))
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
      resolve({ ...message, pid, stop })
    })
    child.send(options)
  })
