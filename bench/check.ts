// Duration of a full and a quick check of the embedded reference server, compared with its longest observation window, in both profiles.
//   npx tsx bench/check.ts
import { check } from '../api/index.js'
import { scenarios } from '../record/index.js'
import { type Profile, profileNames } from '../schemas/index.js'

const QUICK_GOAL_S: Readonly<Record<Profile, number>> = { sse: 6, hop: 10, matrix: 10 }

const timed = async (profile: Profile, quick: boolean): Promise<{ wall_ms: number; judged: number; longest_ms: number }> => {
  const windows = new Map<string, number>()
  const began = performance.now()
  const { report } = await check({
    config: { profile },
    quick,
    onProgress: ({ scenario, state, window_ms }) => state === 'began' && windows.set(scenario, window_ms),
  })
  if (!report.conforms) throw new Error('The embedded reference is meant to conform.')
  // All scenarios of a target with channels are recorded at the same time, except those that stop the whole server, whose windows are 0.
  const longest_ms = Math.max(...scenarios.map(({ name }) => windows.get(name) ?? 0))
  return { wall_ms: performance.now() - began, judged: report.summary.pass + report.summary.warn, longest_ms }
}

for (const profile of profileNames) {
  const quick = await timed(profile, true)
  const { wall_ms, longest_ms, judged } = await timed(profile, false)
  process.stdout.write(
    `${profile}: check ${(wall_ms / longest_ms).toFixed(3)} × its longest window of ${longest_ms / 1000} s (goal 1.15), ${judged} judged\n` +
      `${profile}: check --quick ${(quick.wall_ms / 1000).toFixed(1)} s (goal ${QUICK_GOAL_S[profile]}), ${quick.judged} judged\n`,
  )
}
