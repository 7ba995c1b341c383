import { strict as assert } from 'node:assert'
import type { Chain } from '../../../record/matrix/chain.js'
import type { Stream } from '../../../record/scenario.js'
import { bothHold } from '../../../record/scenarios/matrix/beside.js'

const after = <Result>(ms: number, result: Result): Promise<Result> => new Promise(resolve => setTimeout(() => resolve(result), ms))

/** A pair of which /sync returns the text after `synced_ms`, and the stream within none of its waits until then. */
const pair = (synced_ms: number, waits: (number | undefined)[]) => {
  const stream: Pick<Stream, 'holds'> = { holds: (_text, within_ms) => after(1, waits.push(within_ms) > 1) }
  const chain: Pick<Chain, 'holds'> = { holds: () => after(synced_ms, true) }
  return { stream: stream as Stream, chain: chain as Chain }
}

describe('a stream beside /sync', () => {
  it('is waited for again after /sync has returned the text, for as long as /sync took', async () => {
    const waits: (number | undefined)[] = []
    await bothHold(pair(40, waits), 'text')
    assert.equal(waits.length, 2)
    assert.equal(waits[0], undefined)
    assert.ok((waits[1] ?? 0) >= 39, String(waits[1]))
  })

  it('is waited for once if it holds the text', async () => {
    const waits: (number | undefined)[] = [0]
    await bothHold(pair(40, waits), 'text', 500)
    assert.deepEqual(waits, [0, 500])
  })
})
