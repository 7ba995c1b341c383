import { strict as assert } from 'node:assert'
import { excerptsFrom, observe } from '../../observe/index.js'
import type { HookLine, Observation, OpenLine } from '../../schemas/index.js'
import { validated } from '../../schemas/index.js'
import { head } from './http-bytes.js'
import { close, type Line, open, received, recordingOf, scenario } from './recording-of.js'

const streamOf = (name: string): Line[] => [
  scenario(name, 0, 'began'),
  ...open(`${name}-1`, 0),
  received(`${name}-1`, 10, head()),
  received(`${name}-1`, 20, 'data: a\n\n'),
  close(`${name}-1`, 30, 'done'),
  scenario(name, 40, 'ended'),
]

const RECORDING = recordingOf([...streamOf('idle'), ...streamOf('other')], {}, 'matrix')

/** The recording, with one line changed to something that no schema allows, which stands for a defect of ssespec. */
const spoilt = (changed: (line: Line) => object | undefined) =>
  RECORDING.map(line => ('what' in line ? ({ ...line, ...changed(line) } as typeof line) : line))

const of = async (lines: typeof RECORDING): Promise<Record<string, Observation>> => {
  const { observations } = await observe(lines)
  for (const one of observations) validated('observation', one, one.scenario)
  return Object.fromEntries(observations.map(one => [one.scenario, one]))
}

const statesOf = (observed: Record<string, Observation>) => Object.entries(observed).map(([name, { state }]) => [name, state])

describe('an exception while a recording is observed', () => {
  it('breaks the facts of its scenario alone', async () => {
    const observed = await of(
      spoilt(line => (line.what === 'open' && line.on === 'idle-1' ? { channel: 5 as unknown as OpenLine['channel'] } : undefined)),
    )
    assert.deepEqual(statesOf(observed), [
      ['idle', 'broken'],
      ['other', 'complete'],
      ['run', 'complete'],
    ])
    assert.match(observed.idle?.reason ?? '', /^TypeError: /)
    assert.equal(observed.other?.events.count, 1)
  })

  it('of the bytes of a connection breaks its scenario, and the run that it is part of', async () => {
    const lines = spoilt(line => (line.what === 'received' && line.on === 'idle-1' ? { b64: 5 } : undefined))
    assert.deepEqual(statesOf(await of(lines)), [
      ['idle', 'broken'],
      ['other', 'complete'],
      ['run', 'broken'],
    ])
    const evidence = ['idle-1', 'other-1'].map(connection => ({ connection, offset: 0, length: 4, t_ms: 10 }))
    const found = await excerptsFrom(lines, evidence)
    assert.deepEqual(
      evidence.map(one => found.get(one)?.excerpt?.slice(0, 4)),
      [undefined, 'HTTP'],
    )
  })

  it('of what all scenarios share breaks each, and still gives all of them', async () => {
    const hook = {
      t: 1,
      on: 'idle',
      what: 'hook',
      hook: 'publish',
      began: 0,
      ok: true,
      published: { data: '', filler: { text: 5, times: 1 } },
    } as unknown as HookLine
    const observed = await of([...RECORDING, hook])
    assert.deepEqual(statesOf(observed), [
      ['idle', 'broken'],
      ['other', 'broken'],
      ['run', 'broken'],
    ])
  })

  it('of the picture leaves it empty', async () => {
    const lines = spoilt(line => (line.what === 'open' && line.on === 'idle-1' ? { last_event_id: null } : undefined))
    const { timeline, observations } = await observe(lines)
    validated('timeline', timeline, 'the timeline')
    assert.deepEqual(timeline.scenarios, [])
    assert.equal(observations.length, 3)
  })
})
