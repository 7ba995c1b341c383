import { strict as assert } from 'node:assert'
import type { Followed } from '../../../schemas/index.js'
import { close, fin, open, received } from '../recording-of.js'
import { chainOf, eventOf, HEAD, joined, message, OTHER, ROOM, response, streamOf, syncsObserved, timeline } from './syncs.js'

const [one, two, three] = [message('$1'), message('$2'), message('$3')]
const first = response('a', joined({ [ROOM]: timeline(one) }))
const last = response('b', joined({ [ROOM]: timeline(two, three) }))

const followed = async (stream: readonly object[], chain: readonly object[]): Promise<Followed> => {
  const { followed: all } = await syncsObserved([...streamOf(stream.map(eventOf)), ...chainOf(chain)])
  assert.ok(all?.client)
  return all.client
}

const textsOf = (places: Followed['lost']): string[] => places.map(({ text }) => text)

describe('a stream that follows a chain of /sync', () => {
  it('caught up if it sent what /sync sent last, in any response', async () => {
    const { fate, skipped, lost } = await followed([response('b', joined({ [ROOM]: timeline(one, two, three) }))], [first, last])
    assert.deepEqual([fate, skipped, lost], ['arrived', [], []])
  })

  it('is held where it stayed open and did not send that, and skipped nothing', async () => {
    const { fate, watched_ms = 0, skipped } = await followed([first], [first, last])
    assert.deepEqual([fate, skipped], ['held', []])
    assert.ok(watched_ms >= 0)
  })

  it('is held where it sent nothing at all', async () => {
    assert.equal((await followed([], [first, last])).fate, 'held')
  })

  it('skipped what /sync sent before something that it sent: in a response before, or earlier in the same timeline', async () => {
    const { fate, skipped } = await followed([response('b', joined({ [ROOM]: timeline(three) }))], [first, last])
    assert.deepEqual([fate, textsOf(skipped)], ['arrived', ['$1', '$2']])
  })

  it('skipped nothing of another room in the same response, whose order is no one’s', async () => {
    const both = response('b', joined({ [OTHER]: timeline(two), [ROOM]: timeline(three) }))
    const { skipped } = await followed([response('b', joined({ [ROOM]: timeline(three) }))], [both])
    assert.deepEqual(skipped, [])
  })

  it('ended where the server ended it before', async () => {
    const lines = [...open('syncs-1', 0), received('syncs-1', 1, HEAD), received('syncs-1', 10, eventOf(first)), fin('syncs-1', 12)]
    const { followed: all } = await syncsObserved([...lines, close('syncs-1', 12, 'fin'), ...chainOf([first, last])])
    assert.equal(all?.client?.fate, 'ended')
  })

  it('was refused where it was answered with an error', async () => {
    const answer = 'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n'
    const lines = [...open('syncs-1', 0), received('syncs-1', 1, answer), close('syncs-1', 2, 'done')]
    const { followed: all } = await syncsObserved([...lines, ...chainOf([first])])
    assert.equal(all?.client?.fate, 'refused')
  })

  it('lost with every other stream what several chains have and no stream has', async () => {
    const streams = ['client', 'other'].flatMap((client, index) =>
      streamOf([eventOf(response('b', joined({ [ROOM]: timeline(one, three) })))], { on: `syncs-${index + 1}` }).map(line =>
        'what' in line && line.what === 'open' ? { ...line, client } : line,
      ),
    )
    const all = response('b', joined({ [ROOM]: timeline(one, two, three) }))
    const { followed: facts } = await syncsObserved([...streams, ...chainOf([all]), ...chainOf([all], 'other')])
    assert.deepEqual(
      [facts?.client, facts?.other].map(each => textsOf(each?.lost ?? [])),
      [['$2'], ['$2']],
    )
  })
})
