/** Leaves out moves from one section of `rooms` to another. */

import type { Parts } from '../../parts.js'
import { changedResponses, type Room, type RoomEvent } from './changed-responses.js'

export type Section = 'join' | 'invite' | 'knock' | 'leave'

export interface Step {
  /** The section that last had the room on this stream. */
  readonly from: Section | undefined
  readonly to: Section
  /** The member event behind the move, if the response has it. */
  readonly member: RoomEvent | undefined
}

const SECTIONS = ['join', 'invite', 'knock', 'leave'] as const

const memberIn = ({ timeline, state }: Room): RoomEvent | undefined =>
  [...(state?.events ?? []), ...(timeline?.events ?? [])].filter(({ type }) => type === 'm.room.member').at(-1)

/** The membership in a member event. */
export const content = (member: RoomEvent | undefined): unknown =>
  typeof member?.content === 'object' ? member.content.membership : undefined

export function withoutSteps(clean: Parts, drops: (step: Step) => boolean): Pick<Parts, 'openChain'> {
  return changedResponses(clean, () => {
    const last = new Map<string, Section>()
    return ({ rooms = {} }) => {
      for (const to of SECTIONS) {
        for (const [id, room] of Object.entries(rooms[to] ?? {})) {
          if (drops({ from: last.get(id), to, member: memberIn(room) })) delete rooms[to]?.[id]
          else last.set(id, to)
        }
      }
    }
  })
}
