/** k6 with the extension, run as a user runs it. */

import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type K6Result, validated } from '../../../schemas/index.js'

const folder = new URL('../../../load/k6/', import.meta.url).pathname

/** The binary, built if need be; a text says why there is none. */
export const builtK6 = (): { binary: string } | { missing: string } => {
  if (!process.env.K6_BINARY && spawnSync('go', ['version']).status !== 0) return { missing: 'there is neither Go nor K6_BINARY' }
  const { status, stdout, stderr } = spawnSync('bash', [join(folder, 'build.sh')], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return { binary: stdout.trim().split('\n').at(-1) ?? '' }
}

export interface Ran {
  readonly code: number | null
  readonly out: string
  /** Undefined where the run left none. */
  readonly result: K6Result | undefined
  /** k6's own sums, by metric. */
  readonly metrics: Record<string, Record<string, number>>
}

export interface Run {
  readonly script: string
  readonly environment?: Record<string, string>
  readonly args?: readonly string[]
  /** Open files that the process may have. */
  readonly files?: number
  /** Gets the process, to end it early. */
  readonly started?: (interrupt: () => void) => void
}

const scriptOf = (name: string): string => (name.includes('/') ? name : join(folder, 'scripts', `${name}.js`))

const parsed = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

export const runK6 = async (binary: string, { script, environment = {}, args = [], files, started }: Run): Promise<Ran> => {
  const scratch = mkdtempSync(join(tmpdir(), 'ssespec-k6-'))
  const [result, summary] = [join(scratch, 'result.json'), join(scratch, 'summary.json')]
  const all = ['run', '--quiet', '--no-usage-report', '--address', '', '--summary-export', summary, ...args, scriptOf(script)]
  const limit = files === undefined ? '' : `ulimit -n ${files} && `
  const child = spawn('bash', ['-c', `${limit}exec "$@"`, 'k6', binary, ...all], {
    env: { ...process.env, ...environment, RESULT: result },
  })
  started?.(() => child.kill('SIGINT'))
  let out = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', text => {
      out += text
    })
  }
  const code = await new Promise<number | null>(resolve => child.once('close', resolve))
  const [document, sums] = [parsed(result), parsed(summary) as { metrics: Ran['metrics'] } | undefined]
  rmSync(scratch, { recursive: true })
  return { code, out, metrics: sums?.metrics ?? {}, result: document === undefined ? undefined : validated('k6', document, 'the result') }
}
