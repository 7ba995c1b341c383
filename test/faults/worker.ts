import type { Profile } from '../../schemas/index.js'
import { judgedWith } from './judged.js'

/** What a worker is asked, and what it answers: each in a process of its own, so that judging one never disturbs the recording of another. */
export interface Task {
  readonly profile: Profile
  /** One fault, or several at once. */
  readonly fault: string | readonly string[] | undefined
  readonly breaks: readonly string[]
  /** The publish hook is refused. */
  readonly publishingRefused?: boolean
  /** Every scenario shares one channel. */
  readonly oneChannel?: boolean
  /** What it does not break is judged too. */
  readonly beside?: boolean
}

process.on('message', async (task: Task) => {
  try {
    process.send?.({ report: await judgedWith(task) })
  } catch (cause) {
    process.send?.({ error: cause instanceof Error ? cause.message : String(cause) })
  }
})
process.on('disconnect', () => process.exit(0))
