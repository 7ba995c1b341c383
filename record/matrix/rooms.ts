import { startClock } from '../clock.js'
import { createMasking } from '../masking.js'
import type { Target } from '../target.js'
import { createAccounts } from './account.js'
import { createCaller } from './call.js'
import { createMember, type Member } from './member.js'

/** Rooms and their members, each logged in on a device. */
export interface Rooms {
  /** The creator of all rooms, who is in each of them. */
  readonly owner_token: string
  readonly rooms: readonly { readonly room_id: string; readonly member_tokens: readonly string[] }[]
}

const SCENARIO = 'rooms'

/**
 * Creates rooms on a homeserver, each with this many members besides the owner, without recording it.
 * @throws {AccountError} if no account is available; {Error} if a room is refused
 */
export const setUpRooms = async (target: Target, names: readonly string[], members: number, signal: AbortSignal): Promise<Rooms> => {
  const { homeserver } = target
  if (homeserver === undefined) throw new Error('Rooms need a homeserver: --profile matrix')
  const masking = createMasking([])
  // Setup is not judged, so it is not recorded.
  const caller = createCaller(target, homeserver.base_url, { clock: startClock(), write: () => {} }, signal)
  const accounts = createAccounts(caller, homeserver.registration, masking)
  const mark = Date.now().toString(36)
  const registered = async (name: string): Promise<Member> =>
    createMember(await accounts.take(SCENARIO, `load-${mark}-${name}`), {
      caller,
      masking,
      scenario: SCENARIO,
      channel: name,
      wait_ms: 0,
      started: () => {},
    })
  const settle = async (owner: Member, name: string): Promise<Rooms['rooms'][number]> => {
    const room_id = await owner.createRoom({ name })
    if (room_id === '') throw new Error(`The homeserver did not create a room for ${name}.`)
    const member_tokens: string[] = []
    // Sequential: registering is expensive for a homeserver, and usually rate-limited.
    for (let number = 0; number < members; number += 1) {
      const member = await registered(`${name}-${number}`)
      const joined = await member.join(room_id)
      if (!joined.ok) throw new Error(`A member could not join a room: ${joined.reason}.`)
      member_tokens.push(member.access_token)
    }
    return { room_id, member_tokens }
  }
  try {
    const owner = await registered('owner')
    const rooms: Rooms['rooms'][number][] = []
    for (const name of names) rooms.push(await settle(owner, name))
    return { owner_token: owner.access_token, rooms }
  } finally {
    await caller.close()
  }
}
