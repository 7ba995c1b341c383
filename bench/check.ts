// How long a whole check of the embedded reference takes beside its longest observation window, and a quick one.
//   npx tsx bench/check.ts
import { check } from '../api/index.js'
import { scenarios } from '../record/index.js'

const windows = new Map<string, number>()

const timed = async (quick: boolean): Promise<{ wall_ms: number; judged: number }> => {
  const began = performance.now()
  const { report } = await check({
    quick,
    onProgress: ({ scenario, state, window_ms }) => state === 'began' && windows.set(scenario, window_ms),
  })
  if (!report.conforms) throw new Error('The embedded reference is meant to conform.')
  return { wall_ms: performance.now() - began, judged: report.summary.pass + report.summary.warn }
}

const quick = await timed(true)
windows.clear()
const whole = await timed(false)
// All scenarios of a target with channels are recorded at once, but for those that stop the whole server, whose windows are 0.
const longest_ms = Math.max(...scenarios.map(({ name }) => windows.get(name) ?? 0))
process.stdout.write(
  `check: ${(whole.wall_ms / longest_ms).toFixed(3)} × its longest window of ${longest_ms / 1000} s (goal 1.15), ${whole.judged} judged\n` +
    `check --quick: ${(quick.wall_ms / 1000).toFixed(1)} s (goal 6), ${quick.judged} judged\n`,
)
