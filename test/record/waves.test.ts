import { strict as assert } from 'node:assert'
import { type Scenario, scenario } from '../../record/scenario.js'
import { wavesOf } from '../../record/waves.js'

const one = (kind: Scenario['kind'], number: number): Scenario => scenario(`${kind}-${number}`, { says: '', kind }, async () => {})
const KINDS = ['disruptive', 'heavy', 'publishing', 'quiet'] as const
const all = [1, 2].flatMap(number => KINDS.map(kind => one(kind, number)))
const names = (scenarios: readonly Scenario[], channels: boolean) => wavesOf(scenarios, channels).map(wave => wave.map(({ name }) => name))

describe('the waves of a run', () => {
  it('are one, and one for each that disrupts, on a target with channels', () => {
    const [together, ...rest] = names(all, true)
    assert.deepEqual(together?.toSorted(), ['heavy-1', 'heavy-2', 'publishing-1', 'publishing-2', 'quiet-1', 'quiet-2'])
    assert.deepEqual(rest, [['disruptive-1'], ['disruptive-2']])
  })

  it('are the quiet, the publishing, each heavy and each disruptive one, on one channel', () => {
    assert.deepEqual(names(all, false), [
      ['quiet-1', 'quiet-2'],
      ['publishing-1', 'publishing-2'],
      ['heavy-1'],
      ['heavy-2'],
      ['disruptive-1'],
      ['disruptive-2'],
    ])
  })

  it('are none without scenarios, and none of them is empty', () => {
    assert.deepEqual(names([], true), [])
    assert.deepEqual(names([one('heavy', 1)], false), [['heavy-1']])
  })
})
