import { fieldOf, listOf, stringOf } from '../../matrix/answer.js'
import type { Member } from '../../matrix/member.js'
import type { Stream } from '../../scenario.js'

const PAGE = '50'
const MOST_PAGES = 40

const parsed = (data: string): unknown => {
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}

const timelinesOf = (stream: Pick<Stream, 'data'>, room: string): unknown[] =>
  stream.data.flatMap(data => fieldOf(fieldOf(fieldOf(fieldOf(parsed(data), 'rooms'), 'join'), room), 'timeline') ?? [])

const idsOf = (events: readonly unknown[]): string[] => events.map(event => stringOf(event, 'event_id')).filter(id => id !== '')

/** Pages backwards from a gap's token to a known event. */
const pageBack = async (member: Pick<Member, 'call'>, room: string, prev_batch: string, known: Set<string>): Promise<void> => {
  const found = new Set<string>()
  let from = prev_batch
  for (let pages = 0; from !== '' && pages < MOST_PAGES; pages++) {
    const path = `/rooms/${encodeURIComponent(room)}/messages?${new URLSearchParams({ from, dir: 'b', limit: PAGE })}`
    const { ok, answer } = await member.call('GET', path, undefined, 'fill')
    const chunk = ok ? listOf(answer, 'chunk') : []
    const ids = idsOf(chunk)
    const met = ids.findIndex(id => known.has(id))
    for (const id of met < 0 ? ids : ids.slice(0, met)) found.add(id)
    from = met < 0 && chunk.length > 0 ? stringOf(answer, 'end') : ''
  }
  for (const id of found) known.add(id)
}

/** Fills the gap before a limited timeline through /messages, as a client does (Client-Server API, "Syncing"). */
export const fillGaps = async (member: Pick<Member, 'call'>, room: string, streams: readonly Pick<Stream, 'data'>[]): Promise<void> => {
  const known = new Set<string>()
  for (const [index, stream] of streams.entries()) {
    for (const [place, timeline] of timelinesOf(stream, room).entries()) {
      const isFirst = index === 0 && place === 0
      const prev_batch = stringOf(timeline, 'prev_batch')
      if (fieldOf(timeline, 'limited') === true && prev_batch !== '' && !isFirst) await pageBack(member, room, prev_batch, known)
      for (const id of idsOf(listOf(timeline, 'events'))) known.add(id)
    }
  }
}
