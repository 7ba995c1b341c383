import { strict as assert } from 'node:assert'
import { createVain } from '../../record/vain.js'

describe('what is waited for in vain', () => {
  it('is waited for briefly after three times, and that is told once', () => {
    const told: string[] = []
    const vain = createVain(awaited => told.push(awaited))
    for (const _ of [1, 2, 3]) {
      assert.equal(vain.limit('event', 5000), 5000)
      vain.waited('event', 5000, false)
    }
    assert.equal(vain.limit('event', 5000), 300)
    vain.waited('event', 300, false)
    assert.deepEqual(told, ['event'])
  })

  it('is one thing apart from another', () => {
    const vain = createVain(() => {})
    for (const _ of [1, 2, 3]) vain.waited('headers', 5000, false)
    assert.deepEqual([vain.limit('headers', 5000), vain.limit('event', 5000)], [300, 5000])
  })

  it('has three times as long as it usually takes to arrive', () => {
    const vain = createVain(() => {})
    for (const _ of [1, 2, 3]) vain.waited('event', 5000, false)
    for (const took_ms of [700, 800, 900]) vain.waited('event', took_ms, true)
    assert.equal(vain.limit('event', 5000), 2400)
  })

  it('is not what was looked for only for a moment', () => {
    const vain = createVain(() => {})
    for (const _ of [1, 2, 3, 4]) vain.waited('event', 300, false)
    assert.equal(vain.limit('event', 5000), 5000)
  })
})
