import { defined, type Published, publishedText } from '../../schemas/index.js'
import type { HookAnswer } from '../hooks.js'
import type { VenuePlan } from '../venue.js'
import { createAccounts } from './account.js'
import { stringOf } from './answer.js'
import { createCaller } from './call.js'
import type { Chain } from './chain.js'
import { createMember, type Member } from './member.js'

/** A user with their own room: the equivalent of a channel on a homeserver. */
export interface Home {
  readonly member: Member
  readonly room: string
}

export interface MatrixVenue {
  /** The home of a channel, created on first use. Rejects with an AccountError, or if no room is created. */
  homeOf(scenario: string, channel: string): Promise<Home>
  /** Sends a message to the channel's room. If it is longer than an event may be, earlier messages make up the length. */
  publish(scenario: string, channel: string, published: Published): Promise<HookAnswer>
  /** Ends the chains that a scenario left running. */
  leave(scenario: string): void
  close(): Promise<void>
}

// With its other fields, an event has at most 65,536 bytes (Client-Server API, size limits).
const MOST_BODY_BYTES = 60_000
const AT_ONCE = 4

/** The most at a time: registering is expensive for a homeserver, and must not delay scenarios that are being timed. */
const createTurns = (atOnce: number) => {
  const waiting: (() => void)[] = []
  let running = 0
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (running >= atOnce) await new Promise<void>(resolve => waiting.push(resolve))
    running += 1
    try {
      return await work()
    } finally {
      running -= 1
      waiting.shift()?.()
    }
  }
}

export const createMatrixVenue = ({ target, recording, masking, signal }: VenuePlan): MatrixVenue | undefined => {
  const { homeserver } = target
  if (homeserver === undefined) return undefined
  const caller = createCaller(target, homeserver.base_url, recording, signal)
  const accounts = createAccounts(caller, homeserver.registration, masking)
  const homes = new Map<string, Promise<Home>>()
  const chains = new Map<string, Chain[]>()
  const turn = createTurns(AT_ONCE)
  const settle = async (scenario: string, channel: string): Promise<Home> => {
    const account = await accounts.take(scenario, channel)
    const member = createMember(account, {
      caller,
      masking,
      scenario,
      channel,
      wait_ms: target.tolerance.wait_ms,
      started: chain => chains.set(scenario, [...(chains.get(scenario) ?? []), chain]),
    })
    const made = await member.call('POST', '/createRoom', { preset: 'public_chat', name: channel }, 'createRoom')
    const room = stringOf(made.answer, 'room_id')
    if (room === '')
      throw new Error(`the homeserver did not create a room for this scenario: ${made.reason ?? 'the response has no room_id'}`)
    return { member, room }
  }
  const homeOf = (scenario: string, channel: string): Promise<Home> => {
    const known = homes.get(channel)
    if (known !== undefined) return known
    const home = turn(() => settle(scenario, channel))
    homes.set(channel, home)
    home.catch(() => homes.delete(channel))
    return home
  }
  return {
    homeOf,
    publish: async (scenario, channel, { data, filler }) => {
      const { member, room } = await homeOf(scenario, channel)
      const { text = '', times = 0 } = filler ?? {}
      const piece = text.repeat(Math.max(1, Math.floor(MOST_BODY_BYTES / Math.max(1, text.length))))
      const fits = Buffer.byteLength(data) + text.length * times <= MOST_BODY_BYTES
      for (let left = text.length * times; left > MOST_BODY_BYTES; left -= piece.length) await member.say(room, piece)
      const { ok, status, reason } = await member.call(
        'PUT',
        `/rooms/${encodeURIComponent(room)}/send/m.room.message/${encodeURIComponent(`p${recording.clock.now()}`)}`,
        { msgtype: 'm.text', body: fits ? publishedText({ data, ...defined({ filler }) }) : data },
        'publish',
      )
      return { ok, ...defined({ status, reason }) }
    },
    leave: scenario => {
      for (const chain of chains.get(scenario) ?? []) void chain.stop()
      chains.delete(scenario)
    },
    close: async () => {
      await Promise.all([...chains.values()].flat().map(chain => chain.stop()))
      await caller.close()
    },
  }
}
