import type { Fault } from '../../fault.js'
import { changedResponses } from './changed-responses.js'
import { moves } from './withheld-sections.js'

export const deviceListsWaitForTimeline: Fault = {
  name: 'device-lists-wait-for-timeline',
  breaks: ['SYN-15f'],
  summary: 'A changed device list does not wake the stream; it comes with the next room event.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => {
      let held: { changed: unknown[]; left: unknown[] } = { changed: [], left: [] }
      return response => {
        const { changed = [], left = [] } = response.device_lists ?? {}
        const all = { changed: [...held.changed, ...changed], left: [...held.left, ...left] }
        const isMoving = moves(response)
        held = isMoving ? { changed: [], left: [] } : all
        if (isMoving && all.changed.length + all.left.length > 0) response.device_lists = all
        else delete response.device_lists
      }
    }),
}
