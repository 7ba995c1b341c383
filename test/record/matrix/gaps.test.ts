import { strict as assert } from 'node:assert'
import type { Member } from '../../../record/matrix/member.js'
import { fillGaps } from '../../../record/scenarios/matrix/gaps.js'

const ROOM = '!room:test'
const MANY = 200_000

const dataOf = (timeline: unknown): string => JSON.stringify({ rooms: { join: { [ROOM]: { timeline } } } })

/** The paths that are asked for where each page is answered with this. */
const askedFor = async (answer: unknown, timelines: readonly unknown[]): Promise<string[]> => {
  const paths: string[] = []
  const call: Member['call'] = async (_method, path) => {
    paths.push(path)
    return { ok: true, status: 200, answer, text: '' }
  }
  await fillGaps({ call }, ROOM, [{ data: timelines.map(dataOf) }])
  return paths
}

const FIRST = { events: [{ event_id: '$0' }] }
const GAP = { limited: true, prev_batch: 'p1', events: [] }

describe('the gaps that a client fills', () => {
  it('are asked for back to an event that it knows', async () => {
    const paths = await askedFor({ chunk: [{ event_id: '$1' }, { event_id: '$0' }], end: 'p0' }, [FIRST, GAP])
    assert.deepEqual(paths, [`/rooms/${encodeURIComponent(ROOM)}/messages?from=p1&dir=b&limit=50`])
  })

  it('take a page of 200,000 events', async () => {
    const chunk = Array.from({ length: MANY }, (_, index) => ({ event_id: `$${index + 1}` }))
    assert.equal((await askedFor({ chunk }, [FIRST, GAP])).length, 1)
  })

  it('take pages and timelines of any shape', async () => {
    for (const answer of [null, 5, { chunk: 5 }, { chunk: [null], end: {} }]) {
      assert.equal((await askedFor(answer, [FIRST, GAP])).length, 1, JSON.stringify(answer))
    }
    assert.deepEqual(await askedFor({}, [null, { events: [null, 5] }, { limited: true, prev_batch: {}, events: 5 }]), [])
  })
})
