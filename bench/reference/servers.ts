/** The servers that are compared, each in processes of its own. */

import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startReference } from '../../reference/index.js'
import { startBare } from './bare.js'

export interface Measured {
  readonly port: number
  readonly path: string
  publish(data: string): Promise<void>
  /** Without what a collection of garbage frees. */
  resident_bytes(): Promise<number>
  /** CPU time of its processes so far, user and system. */
  cpu_ms(): number
  stop(): Promise<void>
}

export type Name = 'bare' | 'reference' | 'nchan'

export function startMeasured(name: Name, streams: number): Promise<Measured> {
  return name === 'nchan' ? startNchan(streams) : startNode(name)
}

const TICK_MS = 10

/** From /proc/PID/stat: the name may hold spaces, so the fields are counted from its closing bracket. */
const cpuOf = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS
}

const residentOf = (pid: number): number => 1024 * Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])

const post = async (url: string, body: string): Promise<void> => {
  const response = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'text/plain' } })
  await response.text()
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
}

const program = fileURLToPath(import.meta.url)

async function startNode(name: 'bare' | 'reference'): Promise<Measured> {
  const child = fork(program, [name], { execArgv: [...process.execArgv, '--expose-gc'] })
  const asked = async (message: string): Promise<number> => {
    child.send(message)
    return ((await once(child, 'message')) as [number])[0]
  }
  await once(child, 'message')
  const port = await asked('port')
  const pid = child.pid ?? 0
  const bodies = { bare: (data: string) => data, reference: (data: string) => JSON.stringify({ data }) }
  return {
    port,
    path: '/events',
    publish: data => post(`http://127.0.0.1:${port}/publish`, bodies[name](data)),
    resident_bytes: async () => {
      await asked('collect')
      return residentOf(pid)
    },
    cpu_ms: () => cpuOf(pid),
    stop: () => ended(child),
  }
}

const NCHAN_MODULE = '/usr/lib/nginx/modules/ngx_nchan_module.so'

/** Why nchan cannot be measured here; undefined when it can. */
export const nchanMissing = (): string | undefined =>
  existsSync(NCHAN_MODULE) ? undefined : 'nchan is not installed: apt-get install nginx-light libnginx-mod-nchan'

/** The configuration of examples/nchan, with room for the streams and its own interval of pings. */
async function startNchan(streams: number): Promise<Measured> {
  const port = await freePort()
  const prefix = mkdtempSync(join(tmpdir(), 'ssespec-nchan-'))
  mkdirSync(join(prefix, 'temp'))
  spawnSync('chmod', ['-R', '777', prefix])
  const example = readFileSync(new URL('../../examples/nchan/nginx.conf', import.meta.url), 'utf8')
  const conf = example
    .replace('127.0.0.1:8090', `127.0.0.1:${port} backlog=4096`)
    .replace('worker_connections 1024', `worker_connections ${streams + 200}`)
    .replace('nchan_eventsource_ping_interval 1;', 'nchan_eventsource_ping_interval 15;')
  writeFileSync(join(prefix, 'nginx.conf'), conf)
  const child = spawn('nginx', ['-p', prefix, '-e', 'stderr', '-c', 'nginx.conf'], { stdio: ['ignore', 'ignore', 'inherit'] })
  const url = `http://127.0.0.1:${port}/publish/bench`
  await answered(url)
  const worker = workerOf(child.pid ?? 0)
  return {
    port,
    path: '/events/bench',
    publish: data => post(url, data),
    resident_bytes: async () => residentOf(worker),
    cpu_ms: () => cpuOf(worker),
    stop: () => ended(child),
  }
}

async function answered(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const isUp = await post(url, 'warm').then(
      () => true,
      () => false,
    )
    if (isUp) return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error(`nothing answers at ${url}`)
}

const workerOf = (pid: number): number => Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ')[0])

const freePort = (): Promise<number> =>
  new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0))
    })
  })

async function ended(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}

// Forked by startNode: says that it listens, then answers what it is asked.
if (process.argv[1] === program && process.send !== undefined) {
  const port = process.argv[2] === 'bare' ? await startBare() : Number(new URL((await startReference()).url).port)
  process.on('message', message => {
    if (message === 'collect') globalThis.gc?.()
    process.send?.(port)
  })
  process.send(0)
}
