/** The compared servers, each in its own processes. */

import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Measured {
  readonly port: number
  readonly path: string
  publish(data: string): Promise<void>
  /** Memory after garbage collection. */
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

/** From /proc/PID/stat: the name may contain spaces, so fields are counted from its closing bracket. */
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

const root = fileURLToPath(new URL('../..', import.meta.url))
const compiled = join(root, 'node_modules/.cache/ssespec-bench')

/** As published: running TypeScript directly keeps a name with every closure, which costs 3 KiB per connection. */
export function compileServers(): void {
  const options = ['--rootDir', '.', '--outDir', compiled, '--module', 'nodenext', '--target', 'es2023', '--noCheck', '--ignoreConfig']
  const { status, stdout } = spawnSync('npx', ['tsc', 'bench/reference/serve.ts', ...options], { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(`the servers do not compile: ${stdout}`)
  writeFileSync(join(compiled, 'package.json'), '{ "type": "module" }\n')
}

async function startNode(name: 'bare' | 'reference'): Promise<Measured> {
  const child = fork(join(compiled, 'bench/reference/serve.js'), [name], { execArgv: ['--expose-gc'] })
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
      // Pages return to the system some time after they are freed, from another thread.
      for (let time = 0; time < 3; time += 1) {
        await asked('collect')
        await new Promise(resolve => setTimeout(resolve, 300))
      }
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

/** The configuration of examples/nchan, with room for the streams and another ping interval. */
async function startNchan(streams: number): Promise<Measured> {
  const port = await freePort()
  const prefix = mkdtempSync(join(tmpdir(), 'ssespec-nchan-'))
  mkdirSync(join(prefix, 'temp'))
  spawnSync('chmod', ['-R', '777', prefix])
  const example = readFileSync(new URL('../../examples/nchan/nginx.conf', import.meta.url), 'utf8')
  const conf = example
    .replace('127.0.0.1:8090', `127.0.0.1:${port} backlog=4096`)
    .replace('worker_connections 1024', `worker_connections ${Math.min(2 * streams, 19_500)}`)
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
