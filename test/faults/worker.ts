import type { Profile } from '../../suites/index.js'
import { judgedWith } from './judged.js'

/** What a worker is asked, and what it answers: each in a process of its own, so that judging one never disturbs the recording of another. */
export interface Task {
  readonly profile: Profile
  readonly fault: string | undefined
  readonly breaks: readonly string[]
  /** Whether everything is judged, or only what it breaks. */
  readonly whole: boolean
}

process.on('message', async (task: Task) => {
  try {
    process.send?.({ report: await judgedWith(task) })
  } catch (cause) {
    process.send?.({ error: cause instanceof Error ? cause.message : String(cause) })
  }
})
process.on('disconnect', () => process.exit(0))
