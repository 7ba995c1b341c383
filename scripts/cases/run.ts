// Runs ssespec on small servers, each with one reported fault: npx tsx scripts/cases/run.ts FOLDER [NAME ...]
// FOLDER has a cases.json and one folder per case. The expected results are in expected.json next to this file.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { check, lint, loadConfiguration } from '../../api/index.js'
import { UnreachableError } from '../../record/index.js'
import type { Config, Profile, Report } from '../../schemas/index.js'
import { differenceFrom, type Expected, type Said } from './expected.js'

interface Case {
  readonly dir: string
  readonly how: 'check' | 'lint'
  readonly prog: string
  readonly server: string
  readonly port: number
  readonly url: string | null
  readonly profile: Profile | null
  readonly title: string
}

const [folder = '', ...names] = process.argv.slice(2)
const expected: Readonly<Record<string, Readonly<Record<string, Expected>>>> = JSON.parse(
  readFileSync(new URL('./expected.json', import.meta.url), 'utf8'),
)
const START_MS = 10_000
const WATCH_S = 40

const listens = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })

/** Starts the server of a case and waits until its port accepts connections. */
const started = async ({ dir, prog, server, port }: Case): Promise<() => Promise<void>> => {
  const child = spawn(prog, [server, String(port)], { cwd: join(folder, dir), stdio: 'ignore' })
  const gone = new Promise<void>(resolve => child.once('exit', () => resolve()))
  for (const began = performance.now(); !(await listens(port)); ) {
    if (performance.now() - began > START_MS) throw new Error(`${dir} does not listen on ${port}.`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  return async () => {
    child.kill('SIGKILL')
    await gone
  }
}

const saidBy = (report: Report): Said => {
  const of = (kind: string) => report.verdicts.filter(({ verdict }) => verdict === kind).map(({ id }) => id)
  const binding = report.verdicts.filter(({ verdict, level }) => verdict === 'inconclusive' && level.startsWith('MUST'))
  return { fails: of('fail'), warns: of('warn'), open: binding.map(({ id }) => id), conforms: report.conforms, report }
}

const checked = async (config: Config, watch_s?: number): Promise<Said> => {
  const scratch = mkdtempSync(join(tmpdir(), 'ssespec-case-'))
  try {
    return saidBy(
      (await check({ config, ...(watch_s === undefined ? {} : { watch_s }), recording: join(scratch, 'recording.ndjson') })).report,
    )
  } catch (cause) {
    if (!(cause instanceof UnreachableError)) throw cause
    return { fails: [], warns: [], open: [], conforms: false, unreachable: cause.message }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

const waysOf = (one: Case): Record<string, () => Promise<Said>> => {
  const at = join(folder, one.dir)
  if (one.how === 'lint') return { lint: async () => saidBy(await lint([readFileSync(join(at, 'capture.bin'))])) }
  const file = join(at, 'ssespec.config.json')
  const profile = one.profile === null ? {} : { profile: one.profile }
  return {
    ...(existsSync(file) ? { config: () => checked(loadConfiguration({ ...profile, tls: { insecure: true } }, file)) } : {}),
    ...(expected[one.dir]?.watched === undefined ? {} : { watched: () => checked(loadConfiguration({}, file), WATCH_S) }),
    ...(one.url === null ? {} : { url: () => checked({ url: one.url ?? '', ...profile, tls: { insecure: true } }) }),
  }
}

let right = 0
let wrong = 0
const cases: readonly Case[] = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8'))
for (const one of cases.filter(({ dir }) => names.length === 0 || names.some(name => dir.startsWith(name)))) {
  const stop = one.how === 'lint' ? async () => {} : await started(one)
  try {
    for (const [way, run] of Object.entries(waysOf(one))) {
      const said = await run()
      const difference = differenceFrom(expected[one.dir]?.[way], said)
      if (difference === undefined) right += 1
      else wrong += 1
      process.stdout.write(`${difference === undefined ? 'right' : 'WRONG'}  ${one.dir} (${way})${difference ?? ''}\n`)
    }
  } finally {
    await stop()
  }
}
process.stdout.write(`${right} right, ${wrong} wrong\n`)
process.exitCode = wrong === 0 ? 0 : 1
