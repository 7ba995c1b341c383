/** Timelines made by hand. */

import type { Timeline, TimelineLane, TimelineMark, TimelineScenario } from '../../../schemas/index.js'
import { validated } from '../../../schemas/index.js'

export const mark = (kind: TimelineMark['mark'], t_ms: number, more: Partial<TimelineMark> = {}): TimelineMark => ({
  mark: kind,
  t_ms,
  ...more,
})

export const lane = (connection: string, more: Partial<TimelineLane> = {}): TimelineLane => ({
  connection,
  role: 'stream',
  client: 'client',
  method: 'GET',
  protocol: '1.1',
  opened_ms: 0,
  closed_ms: 1000,
  closed: 'done',
  marks: [mark('head', 10, { text: '200' })],
  ...more,
})

export const timeline = (lanes: readonly TimelineLane[], more: Partial<TimelineScenario> = {}): Timeline =>
  validated(
    'timeline',
    {
      format: 'ssespec-timeline/1',
      ended_ms: 20_000,
      scenarios: [{ scenario: 'delivery', began_ms: 0, ended_ms: 20_000, lag_max_ms: 1.5, acts: [], lanes: [...lanes], ...more }],
    },
    'a timeline made by hand',
  )
