import { strict as assert } from 'node:assert'
import type { Filled } from '../../../schemas/index.js'
import type { Line } from '../recording-of.js'
import { call, eventOf, joined, message, named, published, ROOM, response, streamOf, syncsObserved, timeline } from './syncs.js'

const marker = (number: number): string => `ssespec-00000000-syncs-${number}.`
const event = (number: number): object => message(`$${number}`, `event ${marker(number)}`)
const events = (...numbers: readonly number[]): object[] => numbers.map(event)
const published4: Line[] = [1, 2, 3, 4].map(number => published(marker(number), 2 + number))

const limited = (prev_batch: string, ...numbers: readonly number[]): object => ({
  timeline: { events: events(...numbers), limited: true, prev_batch },
})

/** A page of /messages, newest first. */
const page = (from: string, numbers: readonly number[], end?: string): Line =>
  call('fill', 500, { chunk: events(...numbers), ...(end === undefined ? {} : { end }) }, { path: `/messages?from=${from}&dir=b` })

const filled = async (before: object, after: object, ...pages: readonly Line[]): Promise<Filled> => {
  const observation = await syncsObserved([
    named('filled', ROOM),
    ...streamOf([eventOf(response('a', joined({ [ROOM]: before })))], { cut: true }),
    ...published4,
    ...streamOf([eventOf(response('b', joined({ [ROOM]: after })))], { on: 'syncs-2', since: 'a', from_ms: 100 }),
    ...pages,
  ])
  assert.ok(observation.filled)
  return observation.filled
}

describe('what a client holds over cuts and gaps', () => {
  it('is whole where the stream had everything', async () => {
    const {
      published: all,
      on_stream,
      by_messages,
      gaps,
      cuts,
      lost,
      repeated,
      reordered,
    } = await filled(timeline(...events(1)), timeline(...events(2, 3, 4)))
    assert.deepEqual([all, on_stream, by_messages, gaps, cuts], [4, 4, 0, 0, 1])
    assert.deepEqual([lost, repeated, reordered], [[], [], []])
  })

  it('is whole where a gap was filled page by page, back to what was known', async () => {
    const { on_stream, by_messages, gaps, lost, repeated, reordered } = await filled(
      timeline(...events(1)),
      limited('p', 4),
      page('p', [3], 'q'),
      page('q', [2, 1]),
    )
    assert.deepEqual([on_stream, by_messages, gaps], [2, 2, 1])
    assert.deepEqual([lost, repeated, reordered], [[], [], []])
  })

  it('is missing what neither the stream nor a gap had, at the response that skipped it', async () => {
    const { lost } = await filled(timeline(...events(1)), limited('p', 4), page('p', [3, 1]))
    assert.deepEqual(
      lost.map(({ text, at: { connection, t_ms } }) => [text, connection, t_ms]),
      [[`event ${marker(2)}`, 'syncs-1', 10]],
    )
  })

  it('is missing what no page was requested for, if the timeline is not marked limited', async () => {
    const { lost, gaps } = await filled(timeline(...events(1)), timeline(...events(4)), page('p', [3, 2, 1]))
    assert.deepEqual([lost.length, gaps], [2, 0])
  })

  it('does not count as lost what nothing later was received after', async () => {
    const { lost, held } = await filled(timeline(...events(1)), timeline(...events(2)))
    assert.deepEqual([lost.length, held.map(({ text }) => text)], [0, [3, 4].map(number => `event ${marker(number)}`)])
  })

  it('has twice what two timelines hold, and out of order what comes after something newer', async () => {
    const { repeated, reordered } = await filled(timeline(...events(1, 3)), timeline(...events(3, 2, 4)))
    assert.deepEqual(
      repeated.map(({ text }) => text),
      [`$3 ${marker(3)}`],
    )
    assert.deepEqual(
      reordered.map(({ text }) => text),
      [marker(2)],
    )
    assert.equal(repeated[0]?.at.connection, 'syncs-2')
  })
})
