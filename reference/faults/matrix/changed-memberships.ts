/** Steps from one section of `rooms` to another that are left out. */

import type { Parts } from '../../parts.js'
import { changedResponses, type Room, type RoomEvent } from './changed-responses.js'

export type Section = 'join' | 'invite' | 'knock' | 'leave'

export interface Step {
  /** Where the room was told of before on this stream. */
  readonly from: Section | undefined
  readonly to: Section
  /** The member event that the step came by, where it is told. */
  readonly member: RoomEvent | undefined
}

const SECTIONS = ['join', 'invite', 'knock', 'leave'] as const

const memberIn = ({ timeline, state }: Room): RoomEvent | undefined =>
  [...(state?.events ?? []), ...(timeline?.events ?? [])].filter(({ type }) => type === 'm.room.member').at(-1)

/** The membership that a member event gives. */
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
