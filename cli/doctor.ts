import type { Command } from 'commander'

const OLDEST_NODE = [20, 19]

interface Finding {
  readonly ok: boolean
  readonly what: string
  readonly mend?: string
}

const node = (): Finding => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const [needMajor = 0, needMinor = 0] = OLDEST_NODE
  const ok = major > needMajor || (major === needMajor && minor >= needMinor)
  return { ok, what: `Node ${process.versions.node}`, ...(ok ? {} : { mend: `install Node ${needMajor}.${needMinor} or newer` }) }
}

const files = (): Finding => {
  const report = process.report.getReport() as { userLimits?: { open_files?: { soft?: number | string } } }
  const soft = report.userLimits?.open_files?.soft
  const ok = soft === 'unlimited' || (typeof soft === 'number' && soft >= 1024)
  return { ok, what: `open files: ${soft ?? 'unknown'}`, ...(ok ? {} : { mend: 'raise the limit: ulimit -n 4096' }) }
}

const LATE_MS = 100
const WATCH_MS = 1000

/** A machine on which timers are late gives inconclusive timings. */
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
    ...(ok ? {} : { mend: 'close what keeps this machine busy, or timings will be inconclusive' }),
  }
}

const run = async (): Promise<void> => {
  const findings = [node(), files(), await stutter()]
  for (const { ok, what, mend } of findings) process.stdout.write(`${ok ? '✓' : '✗'} ${what}${mend === undefined ? '' : `: ${mend}`}\n`)
  if (findings.some(({ ok }) => !ok)) process.exitCode = 4
}

export const addDoctor = (program: Command): void => {
  program.command('doctor').description('what this machine lacks, and how to get it').action(run)
}
