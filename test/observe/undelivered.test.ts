import { strict as assert } from 'node:assert'
import { head } from './http-bytes.js'
import { STREAM, streamLines } from './one-stream.js'
import { eventOf, markerOf, publish, publishNumber } from './published.js'
import { close, observationOf, open, received } from './recording-of.js'

type Pieces = Parameters<typeof streamLines>[0]
const factsOf = async (pieces: Pieces, more: Parameters<typeof publishNumber>[2] = {}) => {
  const publications = [publishNumber(100, 1), publishNumber(200, 2, more), publishNumber(300, 3), publishNumber(400, 4)]
  const { delivered, undelivered } = await observationOf('idle', streamLines(pieces, { more: publications }))
  return [delivered, undelivered.map(({ text }) => text)]
}
const at = (t_ms: number, number: number): Pieces[number] => [t_ms, eventOf(number)]

describe('what an open stream never received', () => {
  it('is what was published before something that it received', async () => {
    assert.deepEqual(await factsOf([at(110, 1), at(310, 3), at(410, 4)]), [3, ['2']])
  })

  it('is not what was published last: it may still arrive', async () => {
    assert.deepEqual(await factsOf([at(110, 1), at(210, 2)]), [2, []])
  })

  it('is not what arrived out of order', async () => {
    assert.deepEqual(await factsOf([at(110, 1), at(310, 3), at(315, 2), at(410, 4)]), [4, []])
  })

  it('is not counted by events that nobody published', async () => {
    const status = 'id: 9\nevent: status\ndata: {"status":"up"}\n\n'
    assert.deepEqual(await factsOf([at(110, 1), at(210, 2), [250, status]]), [2, []])
  })

  it('is not what was published before its response headers, or just after them', async () => {
    const early = [publishNumber(5, 1), publishNumber(40, 2), publishNumber(300, 3), publishNumber(400, 4)]
    const { undelivered } = await observationOf('idle', streamLines([at(310, 3), at(410, 4)], { more: early }))
    assert.deepEqual(undelivered, [])
  })

  it('leaves out the streams that were open while a hazardous payload was published, or on which it is replayed', async () => {
    const hazard = publish(150, 'hazard', `a\u0000b ${markerOf(2)}`, { more: { hazard: true } })
    const facts = async (replayed: string) => {
      const later = [
        ...open('idle-2', 500),
        received('idle-2', 510, head()),
        received('idle-2', 710, replayed + eventOf(6) + eventOf(7)),
        close('idle-2', 900, 'done'),
      ]
      const more = [publishNumber(100, 1), hazard, ...later, publishNumber(600, 5), publishNumber(650, 6), publishNumber(700, 7)]
      const lines = streamLines([at(110, 1)], { more })
      const { delivered, undelivered } = await observationOf('idle', lines)
      const run = await observationOf('run', lines)
      assert.equal(run.exchanges[STREAM], undefined)
      return [delivered, undelivered.map(({ text }) => text), run.exchanges['idle-2'] !== undefined]
    }
    assert.deepEqual(await facts(''), [2, ['5'], true])
    assert.deepEqual(await facts(`data: a ${markerOf(2)}\n\n`), [0, [], false])
  })
})
