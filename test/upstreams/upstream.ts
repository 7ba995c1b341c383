/** Real homeservers, started by the scripts next to this file. */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export type UpstreamName = 'synapse' | 'dendrite'

export interface Upstream {
  readonly name: UpstreamName
  readonly version: string
  /** `http://127.0.0.1:port`, the same after a restart. */
  readonly url: string
  /** The folder with its data and its `log`, until `stop()` removes it. */
  readonly folder: string
  /** For `/_synapse/admin/v1/register`, which Dendrite has too. */
  readonly sharedSecret: string
  readonly pid: number
  /** Restarts it with the same data; resolves when it responds. */
  restart(): Promise<void>
  /** Ends all of its processes and removes its folder. May be called again. */
  stop(): Promise<void>
}

/** The message says what to do, or ends with the last lines of the homeserver's log. */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError'
}

const START_WITHIN_MS = 240_000
const STOP_WITHIN_MS = 60_000

/**
 * Installs it if needed (progress goes to standard error) and starts it with new data.
 * @throws {UpstreamError} if its toolchain is missing, or if it does not respond within a minute
 */
export async function startUpstream(name: UpstreamName): Promise<Upstream> {
  const installed = await installUpstream(name)
  const folder = await mkdtemp(join(tmpdir(), `ssespec-${name}-`))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let running = await start(name, port, folder).catch(async error => {
    await rm(folder, { recursive: true, force: true })
    throw error
  })
  return {
    name,
    version: installed.slice(installed.lastIndexOf('-') + 1),
    url,
    folder,
    sharedSecret: await readFile(join(folder, 'registration_shared_secret'), 'utf8'),
    get pid() {
      return running.pid
    },
    restart: async () => {
      await end(running)
      running = await start(name, port, folder)
    },
    stop: async () => {
      await end(running).finally(() => rm(folder, { recursive: true, force: true }))
    },
  }
}

/**
 * Installs it into the cache, once; takes up to some minutes.
 * @returns the folder it is in
 * @throws {UpstreamError} when its toolchain is missing
 */
export async function installUpstream(name: UpstreamName): Promise<string> {
  const script = spawn('bash', [scriptOf(name, 'install')], { stdio: ['ignore', 'pipe', 'pipe'] })
  let folder = ''
  let said = ''
  script.stdout.on('data', text => {
    folder += text
  })
  script.stderr.on('data', text => {
    said += text
    process.stderr.write(text)
  })
  const [code] = await once(script, 'close')
  if (code !== 0) throw new UpstreamError(`${name} cannot be installed: ${lastLines(said, 3)}`)
  return folder.trim()
}

interface Running {
  readonly process: ChildProcess
  readonly pid: number
  /** Kills its processes if this one exits without having stopped it. */
  readonly takeAlong: () => void
}

/** Starts it in a separate process group. */
async function start(name: UpstreamName, port: number, folder: string): Promise<Running> {
  const process_ = spawn('bash', [scriptOf(name, 'start'), String(port), folder], { detached: true, stdio: ['ignore', 'ignore', 'pipe'] })
  const { pid } = process_
  if (pid === undefined) throw new UpstreamError('bash cannot be started: it runs the scripts that start a homeserver')
  let said = ''
  process_.stderr.on('data', text => {
    said += text
  })
  const running: Running = { process: process_, pid, takeAlong: () => signal(pid, 'SIGKILL') }
  process.once('exit', running.takeAlong)
  if (await answers(running, `http://127.0.0.1:${port}/_matrix/client/versions`)) return running
  const how = ended(running) ? 'ended' : `did not answer within ${START_WITHIN_MS / 1000} s`
  await end(running)
  const log = await readFile(join(folder, 'log'), 'utf8').catch(() => '')
  throw new UpstreamError(`${name} ${how}: ${lastLines(said + log, 15) || 'its log is empty'}`)
}

async function answers(running: Running, url: string): Promise<boolean> {
  const deadline_ms = performance.now() + START_WITHIN_MS
  while (performance.now() < deadline_ms && !ended(running)) {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) }).catch(() => undefined)
    await response?.body?.cancel()
    if (response?.ok === true && !ended(running)) return true
    await sleep(50)
  }
  return false
}

/** @throws {UpstreamError} if it had to be killed */
async function end(running: Running): Promise<void> {
  process.removeListener('exit', running.takeAlong)
  if (ended(running)) return
  const gone = once(running.process, 'exit')
  signal(running.pid, 'SIGTERM')
  const killing = setTimeout(() => signal(running.pid, 'SIGKILL'), STOP_WITHIN_MS)
  await gone
  clearTimeout(killing)
  if (running.process.signalCode === 'SIGKILL') throw new UpstreamError(`it did not stop within ${STOP_WITHIN_MS / 1000} s, and was killed`)
}

function ended({ process: { exitCode, signalCode } }: Running): boolean {
  return exitCode !== null || signalCode !== null
}

/** Signals the whole group. If none of it is left, that is not an error. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new UpstreamError('no port of 127.0.0.1 is free')
  return address.port
}

function scriptOf(name: UpstreamName, verb: 'install' | 'start'): string {
  return fileURLToPath(new URL(`${name}/${verb}.sh`, import.meta.url))
}

function lastLines(text: string, count: number): string {
  return text.trim().split('\n').slice(-count).join('\n')
}
