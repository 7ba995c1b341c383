// Starts a server and stops exactly that process.
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { CACHE, folderOf } from './build.js'
import type { Server } from './server.js'

const STARTS_WITHIN_MS = 60_000
const STOPS_WITHIN_MS = 5_000

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

const listens = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    const say = (yes: boolean): void => {
      socket.destroy()
      resolve(yes)
    }
    socket.once('connect', () => say(true)).once('error', () => say(false))
  })

export class NotStarted extends Error {}

/** Starts the server and waits until its port accepts connections. Its output goes to a file next to the builds. */
export const start = async (server: Server): Promise<ChildProcess> => {
  const { name, port } = server
  if (await listens(port)) throw new NotStarted(`port ${port} is taken by another program. Stop that program first.`)
  const log = join(CACHE, `${name}.log`)
  const descriptor = openSync(log, 'w')
  const [program = '', ...args] = server.start
  const child = spawn(program, [...args, String(port)], { cwd: folderOf(server), stdio: ['ignore', descriptor, descriptor] })
  closeSync(descriptor)
  const failed = new Promise<string>(resolve => child.once('error', cause => resolve(cause.message)))
  const till = Date.now() + STARTS_WITHIN_MS
  while (!(await listens(port))) {
    const gone = child.exitCode !== null || child.pid === undefined
    if (!gone && Date.now() < till) {
      await pause(100)
      continue
    }
    const said = readFileSync(log, 'utf8').trim().split('\n').slice(-3).join(' ')
    const why = child.pid === undefined ? await failed : said
    if (!gone) await stop(child)
    throw new NotStarted(`it does not listen on port ${port}: ${why.slice(-400)}`)
  }
  return child
}

/** Stops this process and no other. */
export const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  await Promise.race([ended, pause(STOPS_WITHIN_MS)])
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  await ended
}
