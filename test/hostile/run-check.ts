import { writeSync } from 'node:fs'
import { check } from '../../api/check.js'
import { NothingSelectedError } from '../../api/selection.js'
import type { Config } from '../../schemas/index.js'
import { ownTime } from '../own-time.js'

/** What a run in a process of its own is asked: `node --import tsx run-check.ts JSON`. */
export interface Asked {
  readonly config: Config
  readonly only?: readonly string[]
  readonly quick: boolean
  readonly recording?: string
  readonly stop_after_ms?: number
}

/** What it prints, as one line of JSON on standard output, once it has judged. */
export interface Told {
  /** Verdict and reason by id. */
  readonly verdicts: Readonly<Record<string, { verdict: string; reason?: string; expected?: string; actual?: string }>>
  readonly summary: Readonly<Record<string, number>>
  readonly error?: { name: string; message: string }
  readonly scenarios: Readonly<Record<string, string>>
  readonly own_ms: number
  /** From the stop to the end. */
  readonly stopping_ms?: number
  /** Most resident memory of this process, above what it had before the check. */
  readonly grown_mib: number
  /** Most resident memory in all. */
  readonly most_mib: number
}

/** What it prints, as another line, when it ends by itself. */
export interface Left {
  /** Since the previous line, in its own time. */
  readonly leaving_ms: number
}

const asked: Asked = JSON.parse(process.argv[2] ?? '{}')
const { config, only, quick, recording, stop_after_ms } = asked
const before_kib = process.resourceUsage().maxRSS
const took = ownTime()
const controller = new AbortController()
let tookToStop: (() => number) | undefined
if (stop_after_ms !== undefined) {
  setTimeout(() => {
    tookToStop = ownTime()
    controller.abort()
  }, stop_after_ms).unref()
}
process.on('unhandledRejection', cause => {
  process.stderr.write(`unhandled rejection: ${cause}\n`)
  process.exitCode = 70
})
const scenarios: Record<string, string> = {}
const tell = (told: Omit<Told, 'own_ms' | 'grown_mib' | 'most_mib' | 'scenarios' | 'stopping_ms'>): void => {
  const all: Told = {
    ...told,
    scenarios,
    own_ms: took(),
    ...(tookToStop === undefined ? {} : { stopping_ms: tookToStop() }),
    grown_mib: (process.resourceUsage().maxRSS - before_kib) / 1024,
    most_mib: process.resourceUsage().maxRSS / 1024,
  }
  process.stdout.write(`${JSON.stringify(all)}\n`)
  const tookToLeave = ownTime()
  process.on('exit', () => writeSync(1, `${JSON.stringify({ leaving_ms: tookToLeave() } satisfies Left)}\n`))
}

try {
  const { report } = await check({
    config,
    quick,
    signal: controller.signal,
    onProgress: ({ scenario, state, reason }) => {
      scenarios[scenario] = reason === undefined ? state : `${state}: ${reason}`
    },
    ...(only === undefined ? {} : { only }),
    ...(recording === undefined ? {} : { recording }),
  })
  const verdicts = Object.fromEntries(
    report.verdicts.map(({ id, verdict, reason, expected, actual }) => [
      id,
      {
        verdict,
        ...(reason === undefined ? {} : { reason }),
        ...(expected === undefined ? {} : { expected }),
        ...(actual === undefined ? {} : { actual }),
      },
    ]),
  )
  tell({ verdicts, summary: { ...report.summary } })
} catch (cause) {
  if (cause instanceof NothingSelectedError || !(cause instanceof Error)) throw cause
  tell({ verdicts: {}, summary: {}, error: { name: cause.name, message: cause.message } })
}
