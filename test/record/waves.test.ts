import { strict as assert } from 'node:assert'
import { type Scenario, scenario } from '../../record/scenario.js'
import { methods } from '../../record/scenarios/methods.js'
import { wavesOf } from '../../record/waves.js'

const one = (kind: Scenario['kind'], number: number): Scenario => scenario(`${kind}-${number}`, { says: '', kind }, async () => {})
const KINDS = ['disruptive', 'hazardous', 'heavy', 'publishing', 'quiet'] as const
const all = [1, 2].flatMap(number => KINDS.map(kind => one(kind, number)))
const names = (scenarios: readonly Scenario[], channels: boolean) => wavesOf(scenarios, channels).map(wave => wave.map(({ name }) => name))

describe('the waves of a run', () => {
  it('are one, and one for each that disrupts, on a target with channels', () => {
    const [together, ...rest] = names(all, true)
    assert.deepEqual(together?.toSorted(), [
      'hazardous-1',
      'hazardous-2',
      'heavy-1',
      'heavy-2',
      'publishing-1',
      'publishing-2',
      'quiet-1',
      'quiet-2',
    ])
    assert.deepEqual(rest, [['disruptive-1'], ['disruptive-2']])
  })

  it('are the quiet, the publishing, each heavy, each hazardous and each disruptive one, on one channel', () => {
    assert.deepEqual(names(all, false), [
      ['quiet-1', 'quiet-2'],
      ['publishing-1', 'publishing-2'],
      ['heavy-1'],
      ['heavy-2'],
      ['hazardous-1'],
      ['hazardous-2'],
      ['disruptive-1'],
      ['disruptive-2'],
    ])
  })

  it('are one for each that what others publish would disturb, on one channel', () => {
    const alone = { ...one('publishing', 3), alone: true }
    assert.deepEqual(names([alone, ...all.filter(({ kind }) => kind === 'publishing')], false), [
      ['publishing-1', 'publishing-2'],
      ['publishing-3'],
    ])
    assert.equal(names([alone, one('publishing', 1)], true).length, 1)
  })

  it('are one for the methods that some servers publish by, on one channel', () => {
    assert.deepEqual(names([methods, one('quiet', 1)], false), [['quiet-1'], ['methods']])
  })

  it('are none without scenarios, and none of them is empty', () => {
    assert.deepEqual(names([], true), [])
    assert.deepEqual(names([one('heavy', 1)], false), [['heavy-1']])
  })
})
