import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { findK6 } from '../load/index.js'
import { ENGINE_PACKAGES, ENGINES, enginesHere } from '../record/index.js'
import { errorText } from '../schemas/index.js'

const OLDEST_NODE = [20, 19]

interface Finding {
  readonly ok: boolean
  readonly what: string
  readonly fix?: string
  /** Only its own feature is missing without it. */
  readonly optional?: boolean
}

const node = (): Finding => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const [needMajor = 0, needMinor = 0] = OLDEST_NODE
  const ok = major > needMajor || (major === needMajor && minor >= needMinor)
  return { ok, what: `Node ${process.versions.node}`, ...(ok ? {} : { fix: `install Node ${needMajor}.${needMinor} or newer` }) }
}

const files = (): Finding => {
  const report = process.report.getReport() as { userLimits?: { open_files?: { soft?: number | string } } }
  const soft = report.userLimits?.open_files?.soft
  const ok = soft === 'unlimited' || (typeof soft === 'number' && soft >= 1024)
  return { ok, what: `open files: ${soft ?? 'unknown'}`, ...(ok ? {} : { fix: 'raise the limit: ulimit -n 4096' }) }
}

const LATE_MS = 100
const WATCH_MS = 1000

/** Late timers make timings inconclusive. */
const stutter = async (): Promise<Finding> => {
  let worst = 0
  let due = performance.now() + 10
  const timer = setInterval(() => {
    worst = Math.max(worst, performance.now() - due)
    due = performance.now() + 10
  }, 10)
  await new Promise(resolve => setTimeout(resolve, WATCH_MS))
  clearInterval(timer)
  const ok = worst < LATE_MS
  return {
    ok,
    what: `timers late by at most ${worst.toFixed(1)} ms in a second`,
    ...(ok ? {} : { fix: 'close what keeps this machine busy, or timing requirements will be inconclusive' }),
  }
}

/** The browsers of `ssespec browser`. */
const browsers = async (): Promise<Finding[]> => {
  const found = await enginesHere()
  return ENGINES.map(engine => {
    const missing = found[engine]?.missing
    return missing === undefined ? { ok: true, what: engine } : { ok: false, optional: true, what: engine, fix: missing }
  })
}

const goVersion = (): string | undefined => {
  try {
    return execFileSync('go', ['version'], { encoding: 'utf8' }).split(' ')[2]
  } catch {
    return undefined
  }
}

/** The tools for load tests. */
const generator = (): Finding => {
  const { K6_BINARY } = process.env
  if (K6_BINARY)
    return {
      ok: existsSync(K6_BINARY),
      what: `k6: ${K6_BINARY}`,
      ...(existsSync(K6_BINARY) ? {} : { fix: 'K6_BINARY points to a missing file' }),
    }
  const go = goVersion()
  if (go !== undefined) return { ok: true, what: `k6: ssespec builds it with ${go} when first needed` }
  const fix = 'install Go 1.25 or newer from https://go.dev/dl, or set K6_BINARY; load and compare need it'
  return { ok: false, optional: true, what: 'k6', fix }
}

const buildK6 = async (): Promise<void> => {
  if (goVersion() === undefined && !process.env.K6_BINARY) return
  process.stdout.write(`k6 is ${await findK6(text => process.stderr.write(text))}\n`)
}

const APT = '/usr/bin/apt-get'
const isRoot = process.getuid?.() === 0

/** Installs missing browsers with apt if run as root; otherwise the findings show the command. */
const installBrowsers = async (): Promise<void> => {
  const found = await enginesHere()
  const packages = ENGINES.flatMap(engine => (found[engine]?.missing === undefined ? [] : ENGINE_PACKAGES[engine]))
  if (packages.length === 0 || !isRoot || !existsSync(APT)) return
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...given: string[]) => execFileSync(APT, given, { env, stdio: ['ignore', 'ignore', 'inherit'] })
  process.stdout.write(`Installing ${packages.join(', ')}\n`)
  try {
    apt('update', '-qq')
    apt('install', '-y', '-qq', '--no-install-recommends', ...packages)
  } catch (cause) {
    process.stderr.write(`${errorText(cause)}\n`)
  }
}

const run = async ({ fix = false }: { readonly fix?: boolean }): Promise<void> => {
  if (fix) {
    await installBrowsers()
    await buildK6()
  }
  const findings = [node(), files(), await stutter(), ...(await browsers()), generator()]
  const sign = ({ ok, optional }: Finding): string => (ok ? '✓' : optional ? '-' : '✗')
  for (const finding of findings) {
    const { what, fix } = finding
    process.stdout.write(`${sign(finding)} ${what}${fix === undefined ? '' : `: ${fix}`}\n`)
  }
  if (findings.some(({ ok, optional }) => !ok && optional !== true)) process.exitCode = 4
}

export const addDoctor = (command: Command): void => {
  command.option('--fix', 'install missing browsers (apt, as root) and build k6').action(run)
}
