/** Sections that do not wake the stream: their content is sent with the next timeline event. */

import type { Parts } from '../../parts.js'
import { changedResponses, joinedRooms, keepEvents, type RoomEvent, type SyncJson } from './changed-responses.js'

type Withheld =
  | { readonly in: 'room'; readonly section: 'ephemeral' | 'account_data'; readonly type?: string }
  | { readonly in: 'response'; readonly section: 'account_data' | 'presence' | 'to_device'; readonly type?: string }

export const moves = (response: SyncJson): boolean => joinedRooms(response).some(({ timeline }) => (timeline?.events?.length ?? 0) > 0)

export function withheldUntilTimeline(clean: Parts, withheld: Withheld): Pick<Parts, 'openChain'> {
  const { section, type } = withheld
  return changedResponses(clean, () => {
    const held = new Map<string, RoomEvent[]>()
    const exchange = (id: string, holder: { [name in typeof section]?: { events?: RoomEvent[] } }, isMoving: boolean) => {
      const isHeld = (event: RoomEvent) => type === undefined || event.type === type
      const now = [...(held.get(id) ?? []), ...(holder[section]?.events ?? []).filter(isHeld)]
      keepEvents(holder, section, event => !isHeld(event))
      held.set(id, isMoving ? [] : now)
      if (isMoving && now.length > 0) holder[section] = { events: [...(holder[section]?.events ?? []), ...now] }
    }
    return response => {
      const isMoving = moves(response)
      if (withheld.in === 'response') exchange('', response, isMoving)
      else for (const [id, room] of Object.entries(response.rooms?.join ?? {})) exchange(id, room, isMoving)
    }
  })
}
