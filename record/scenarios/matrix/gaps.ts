import type { Member } from '../../matrix/member.js'
import type { Stream } from '../../scenario.js'

interface Timeline {
  readonly events?: readonly { readonly event_id?: string }[]
  readonly limited?: boolean
  readonly prev_batch?: string
}

const PAGE = '50'
const MOST_PAGES = 40

const parsed = (data: string): { rooms?: { join?: Record<string, { timeline?: Timeline }> } } => {
  try {
    return JSON.parse(data) ?? {}
  } catch {
    return {}
  }
}

const timelinesOf = (stream: Stream, room: string): Timeline[] =>
  stream.data.flatMap(data => parsed(data).rooms?.join?.[room]?.timeline ?? [])

/** Pages backwards from a gap's token to a known event. */
const pageBack = async (member: Member, room: string, prev_batch: string, known: Set<string>): Promise<void> => {
  const found: string[] = []
  let from: string | undefined = prev_batch
  for (let pages = 0; from !== undefined && pages < MOST_PAGES; pages++) {
    const path: string = `/rooms/${encodeURIComponent(room)}/messages?${new URLSearchParams({ from, dir: 'b', limit: PAGE })}`
    const { ok, answer } = await member.call('GET', path, undefined, 'fill')
    const { chunk = [], end } = (ok ? answer : {}) as { chunk?: readonly { event_id?: string }[]; end?: string }
    const ids = chunk.flatMap(({ event_id }) => event_id ?? [])
    const met = ids.findIndex(id => known.has(id))
    found.push(...(met < 0 ? ids : ids.slice(0, met)))
    from = met < 0 && chunk.length > 0 ? end : undefined
  }
  for (const id of found) known.add(id)
}

/** Fills the gap before a limited timeline through /messages, as a client does (Client-Server API, "Syncing"). */
export const fillGaps = async (member: Member, room: string, streams: readonly Stream[]): Promise<void> => {
  const known = new Set<string>()
  for (const [index, stream] of streams.entries()) {
    for (const [place, { events = [], limited, prev_batch }] of timelinesOf(stream, room).entries()) {
      const isFirst = index === 0 && place === 0
      if (limited === true && prev_batch !== undefined && !isFirst) await pageBack(member, room, prev_batch, known)
      for (const { event_id } of events) if (event_id !== undefined) known.add(event_id)
    }
  }
}
