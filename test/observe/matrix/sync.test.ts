import { strict as assert } from 'node:assert'
import type { Observation, Place } from '../../../schemas/index.js'
import { chainOf, eventOf, joined, message, published, ROOM, response, streamOf, syncsObserved, timeline } from './syncs.js'

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

  it('may be an error, which is no response: its name and the lack of a token are no fact, an id of its own is', async () => {
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
  /** Each publication at 10 ms × n, on the stream so much later than on the chain. */
  const besideWith = async (numbers: readonly number[]): Promise<Observation['beside_polling']> => {
    const observation = await syncsObserved([
      ...numbers.map(number => published(marker(number), 10 * number - 4)),
      ...streamOf(
        numbers.map(number => eventOf(carrying(number))),
        { from_ms: 40 },
      ),
      ...chainOf(numbers.map(carrying)),
    ])
    return observation.beside_polling
  }

  it('is slower by the difference of the medians', async () => {
    const beside = await besideWith([1, 2, 3, 4, 5])
    assert.equal(beside?.publications.length, 5)
    assert.deepEqual([beside?.stream_median_ms, beside?.chain_median_ms, beside?.slower_ms], [45, 5, 40])
    assert.equal(beside?.at.connection, 'syncs-1')
  })

  it('is not compared where few publications were on both', async () => {
    assert.equal(await besideWith([1, 2]), undefined)
  })
})
