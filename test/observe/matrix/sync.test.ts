import { strict as assert } from 'node:assert'
import type { Observation, Place } from '../../../schemas/index.js'
import { judge, requirementsOf } from '../../../suites/index.js'
import { close, lag, open, received } from '../recording-of.js'
import { call, eventOf, HEAD, joined, message, published, ROOM, response, streamOf, syncsObserved, timeline } from './syncs.js'

const marker = (number: number): string => `ssespec-00000000-syncs-${number}.`
const carrying = (number: number): object =>
  response(`${number}`, joined({ [ROOM]: timeline(message(`$${number}`, `event ${marker(number)}`)) }))
const texts = (places: readonly Place[] | undefined) => places?.map(({ text }) => text)
const syncOf = async (...parts: readonly string[]) => {
  const { exchanges } = await syncsObserved(streamOf(parts))
  const sync = exchanges['1']?.sync
  assert.ok(sync)
  return sync
}

describe('the events of a stream of sync data', () => {
  it('have names where they are not called message', async () => {
    const { named } = await syncOf(eventOf(response('a')), `event: batch\n${eventOf(response('b'))}`)
    assert.deepEqual(texts(named), ['batch'])
  })

  it('may be an error, which is no response: neither its name nor the missing token is a fact; an id of its own is', async () => {
    const error = 'event: error\nid: e\ndata: {"errcode":"M_UNKNOWN","error":"?"}\n\n'
    const { named, without_next_batch, ids_without_sync } = await syncOf(eventOf(response('a')), error)
    assert.deepEqual([named, without_next_batch], [[], []])
    assert.deepEqual(texts(ids_without_sync), ['id e'])
  })

  it('leave the id alone where an error has none, or that of before', async () => {
    const error = 'data: {"errcode":"M_UNKNOWN","error":"?"}\n\n'
    const { ids_without_sync } = await syncOf(eventOf(response('a')), error, `id: a\n${error}`)
    assert.deepEqual(ids_without_sync, [])
  })
})

describe('a stream beside polling', () => {
  type Lines = Parameters<typeof syncsObserved>[0]
  /** Publications: the chain has each after 5 ms, and the stream that much later. */
  const besideBy = (later_ms: readonly number[], apart_ms = 40, more: Lines = []): Promise<Observation> =>
    syncsObserved([
      ...open('syncs-1', 0),
      received('syncs-1', 1, HEAD),
      ...more,
      ...later_ms.flatMap((later, index) => {
        const began = 10 + apart_ms * index
        const data = carrying(index)
        return [
          published(marker(index), began + 1),
          call('sync', began + 5, data, { chain: 'client' }),
          received('syncs-1', began + 5 + later, eventOf(data)),
        ]
      }),
      close('syncs-1', 10_000, 'done'),
    ])
  const verdictOn = (observation: Observation): string | undefined => {
    const requirements = requirementsOf('matrix').filter(({ id }) => id === 'SYN-17')
    const judged = { ...observation, scenario: 'beside-polling' }
    return judge(requirements, [judged], { profile: 'matrix', strict: false, quick: false })[0]?.verdict
  }

  it('is slower by the median, and surely by the rank that chance leaves', async () => {
    const ofFive = await besideBy([40, 43, 41, 44, 42])
    assert.deepEqual([ofFive.beside_polling?.slower_ms, ofFive.beside_polling?.surely_slower_ms], [42, 40])
    assert.equal(ofFive.beside_polling?.at.connection, 'syncs-1')
    const ofNine = await besideBy([40, 43, 41, 44, 42, 45, 46, 47, 48])
    assert.deepEqual([ofNine.beside_polling?.slower_ms, ofNine.beside_polling?.surely_slower_ms], [44, 41])
  })

  it('is not compared where few publications were on both', async () => {
    assert.equal((await besideBy([1, 2, 3, 4])).beside_polling, undefined)
  })

  it('warns where it is steadily slower, and is inconclusive where it is so now and then', async () => {
    assert.equal(verdictOn(await besideBy([90, 99, 95, 300, 98])), 'pass')
    assert.equal(verdictOn(await besideBy([300, 301, 120, 305, 302])), 'warn')
    assert.equal(verdictOn(await besideBy([300, 301, 20, 305, 302])), 'inconclusive')
    assert.equal(verdictOn(await besideBy([300, 301, 20, 305, 302, 306, 307, 308, 309])), 'warn')
  })

  it('is inconclusive where this machine lagged at most publications, not where it lagged at one', async () => {
    const later_ms = [300, 301, 302, 303, 304, 305, 306, 307, 308]
    const lags = (count: number): Lines =>
      later_ms.slice(0, count).flatMap((_, index) => [lag(1000 * index + 2, 0), lag(1000 * index + 300, 280), lag(1000 * index + 400, 0)])
    assert.equal(verdictOn(await besideBy(later_ms, 1000, lags(1))), 'warn')
    assert.equal(verdictOn(await besideBy(later_ms, 1000, lags(7))), 'inconclusive')
  })
})
