import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { freePort as portOf } from '../../api/hop/free-port.js'
import { check, loadConfiguration } from '../../api/index.js'
import { packageRoot, type Report, type Verdict } from '../../schemas/index.js'
import { onTime } from '../on-time.js'

const STARTS_WITHIN_MS = 120_000

export const example = (...path: string[]): string => join(packageRoot, 'examples', ...path)

/** A port that nobody listens on. */
export const freePort = (): Promise<number> => portOf('127.0.0.1')

const answers = async (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/ssespec-is-it-up`, { signal: AbortSignal.timeout(10_000) }).then(
    () => true,
    () => false,
  )

/** Starts a program that takes a port as its last argument, and waits until it answers there. */
export const served = async (program: string, args: readonly string[], port: number): Promise<ChildProcess> => {
  const child = spawn(program, [...args, String(port)], { stdio: 'ignore' })
  const till = Date.now() + STARTS_WITHIN_MS
  while (!(await answers(port))) {
    if (Date.now() > till || child.exitCode !== null) throw new Error(`${program} ${args.join(' ')} does not answer on port ${port}`)
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  return child
}

/** Judges an example as its configuration says, but on this port. */
export const judged = async (folder: string, usualPort: number, port: number, quick: boolean): Promise<Report> => {
  const config = loadConfiguration({}, example(folder, 'ssespec.config.json'), {})
  const moved = JSON.parse(JSON.stringify(config).replaceAll(`127.0.0.1:${usualPort}`, `127.0.0.1:${port}`))
  const { report } = await onTime(
    () => check({ config: moved, quick }),
    one => one.report.verdicts,
  )
  return report
}

export const ids = ({ verdicts }: Report, ...kinds: Verdict['verdict'][]): string[] =>
  verdicts.filter(({ verdict }) => kinds.includes(verdict)).map(({ id }) => id)
