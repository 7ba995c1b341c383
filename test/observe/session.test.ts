import { strict as assert } from 'node:assert'
import { NoRecordingError, observe } from '../../observe/index.js'
import { readSession } from '../../observe/session.js'
import type { RecordingLine } from '../../schemas/index.js'
import { head } from './http-bytes.js'
import { eventOf, publishNumber } from './published.js'
import { close, type Line, lag, note, ns, observationOf, observedIn, open, received, recordingOf, scenario } from './recording-of.js'

const stream = (on: string, from_ms: number, content: string, more: Parameters<typeof open>[2] = {}): Line[] => [
  ...open(on, from_ms, more),
  received(on, from_ms + 1, head()),
  received(on, from_ms + 2, content),
  close(on, from_ms + 50, 'done'),
]

const whole: readonly Line[] = [scenario('idle', 0, 'began'), ...stream('idle-1', 0, 'data: a\n\n'), scenario('idle', 55, 'ended')]

describe('a scenario', () => {
  it('is complete, incomplete, skipped, failed or absent, with the reason', async () => {
    const of = async (...lines: Line[]) => {
      const { state, reason } = await observationOf('idle', lines)
      return [state, reason]
    }
    assert.deepEqual(await of(scenario('idle', 0, 'began'), scenario('idle', 1, 'ended')), ['complete', undefined])
    assert.deepEqual(await of(scenario('idle', 0, 'began')), ['incomplete', undefined])
    assert.deepEqual(await of(scenario('idle', 0, 'skipped', 'no hook')), ['skipped', 'no hook'])
    assert.deepEqual(await of(scenario('idle', 0, 'began'), scenario('idle', 1, 'failed', 'late')), ['failed', 'late'])
    assert.deepEqual(await of(...stream('idle-1', 0, '')), ['absent', undefined])
  })

  it('does not count streams that others have open', async () => {
    const told = (t_ms: number, moment: string, open_streams: number): Line => ({
      t: ns(t_ms),
      on: 'idle',
      what: 'metrics',
      moment,
      open_streams,
    })
    const { metrics } = await observationOf('idle', [
      scenario('idle', 0, 'began'),
      ...open('other-1', 0),
      received('other-1', 1, head()),
      told(2, 'before', 1),
      ...stream('idle-1', 3, 'data: a\n\n'),
      ...['other-2', 'other-3'].flatMap(on => [...open(on, 60), received(on, 61, head())]),
      // Its head is not there yet.
      ...open('other-4', 62),
      // No stream, and one that is over though its connection stands.
      ...open('other-5', 62),
      received('other-5', 62, 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}'),
      ...open('other-6', 62),
      received('other-6', 62, 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 0\r\n\r\n'),
      close('other-1', 63, 'done'),
      told(70, 'after', 5),
      scenario('idle', 80, 'ended'),
    ])
    assert.deepEqual([metrics.before?.more_streams, metrics.after?.open_streams, metrics.after?.more_streams], [0, 5, 3])
  })

  it('that began again is what its last attempt was', async () => {
    const { resume, exchanges, deliveries } = await observationOf('idle', [
      scenario('idle', 0, 'began'),
      ...stream('idle-1', 0, 'data: first\n\n'),
      publishNumber(10, 1),
      scenario('idle', 100, 'began'),
      ...stream('idle-2', 100, eventOf(2), { label: '1' }),
      publishNumber(101.6, 2),
      scenario('idle', 200, 'ended'),
    ])
    assert.deepEqual([resume.published, resume.lost], [1, []])
    assert.equal(exchanges['1']?.at.connection, 'idle-2')
    assert.deepEqual(Object.keys(deliveries), ['2'])
  })

  it('that was under way when the run was stopped has that as its reason; that of the whole run is complete, and stopped', async () => {
    const lines = [
      ...whole,
      scenario('delivery', 60, 'began'),
      scenario('delivery', 70, 'failed', 'the run was stopped'),
      note('run', 71, 'stopped'),
    ]
    const of = async (name: string) => {
      const { state, stopped } = await observationOf(name, lines)
      return [state, stopped]
    }
    assert.deepEqual(
      [await of('idle'), await of('delivery'), await of('run')],
      [
        ['complete', undefined],
        ['failed', undefined],
        ['complete', true],
      ],
    )
    assert.equal((await observationOf('run', whole)).stopped, undefined)
  })

  it('reports the publish hook’s results in the whole run, with the first reason for a failure', async () => {
    const refused = { ok: false, status: 413, reason: 'it answered 413' }
    const lines = [
      ...whole,
      publishNumber(10, 1),
      { ...publishNumber(11, 2), ...refused },
      { ...publishNumber(12, 3), ...refused, reason: 'later' },
    ]
    const { publishing, deliveries } = await observationOf('idle', lines)
    assert.deepEqual(publishing, { accepted: 1, reason: 'it answered 413' })
    assert.deepEqual((await observationOf('run', lines)).publishing, publishing)
    assert.deepEqual([deliveries['1']?.status, deliveries['2']?.status, deliveries['2']?.reason], [undefined, 413, 'it answered 413'])
    assert.equal((await observationOf('run', whole)).publishing, undefined)
  })

  it('has the worst lag of its own time', async () => {
    const lines = [lag(90, 70), scenario('idle', 200, 'began'), lag(260, 30), scenario('idle', 300, 'ended'), lag(350, 0), lag(500, 90)]
    assert.equal((await readSession(recordingOf(lines))).lagAt(ns(200), ns(300)), 30)
    assert.equal((await observedIn(lines)).lag_max_ms, 90)
  })

  it('has the lag of each process that reports one, since its last report', async () => {
    const companion = (t_ms: number, max_ms: number): Line => ({ ...lag(t_ms, max_ms), on: 'companion' })
    const lines = [
      lag(100, 0),
      companion(180, 0),
      scenario('idle', 200, 'began'),
      scenario('idle', 300, 'ended'),
      lag(400, 0),
      companion(410, 60),
    ]
    assert.equal((await readSession(recordingOf(lines))).lagAt(ns(200), ns(300)), 60)
  })

  it('has the figures of the server at each moment, and how they grew since the first', async () => {
    const metrics = (t_ms: number, moment: string, open_streams: number): Line => ({
      t: ns(t_ms),
      on: 'idle',
      what: 'metrics',
      moment,
      open_streams,
    })
    const facts = await observationOf('idle', [scenario('idle', 0, 'began'), metrics(1, 'before', 2), metrics(2, 'after', 7)])
    assert.deepEqual(facts.metrics.after?.more_streams, 5)
    assert.deepEqual(facts.metrics.before?.more_memory_bytes, undefined)
  })

  it('has what its hooks came to', async () => {
    const failed: Line = { t: 5e6, on: 'idle', what: 'hook', hook: 'fail', began: 4e6, ok: false, status: 500, reason: 'it answered 500: ' }
    const { hooks } = await observationOf('idle', [scenario('idle', 0, 'began'), failed])
    assert.deepEqual(hooks, { fail: { ok: false, reason: 'it answered 500: ', at: { connection: 'idle', t_ms: 5 } } })
  })

  it('has the tolerances and what was asked for, as the configuration says', async () => {
    const facts = await observationOf('idle', [scenario('idle', 0, 'began')], {
      url: 'https://a.example/{{channel}}',
      tolerance: { heartbeat_ms: 1, head_ms: 2, delivery_ms: 3 },
      heartbeat_interval_s: 30,
      token: '(masked)',
      hooks: { publish: { url: 'http://a.example' } },
    })
    assert.deepEqual([facts.tolerance_ms, facts.tolerance], [1, { head_ms: 2, delivery_ms: 3 }])
    assert.deepEqual(facts.requested, {
      token: true,
      request: false,
      capture: false,
      publish: true,
      channels: true,
      heartbeat_interval_s: 30,
      heartbeat_interval_ms: 30_000,
    })
  })
})

describe('the run', () => {
  const two = [
    scenario('idle', 0, 'began'),
    scenario('busy', 0, 'began'),
    ...stream('idle-1', 0, 'data: a\n\n'),
    ...stream('busy-1', 0, 'data: b\n\n'),
    ...stream('busy-2', 0, 'data: probe\n\n', { role: 'probe' }),
  ]

  it('has the ordinary streams of every scenario, by connection, and no probe', async () => {
    const { exchanges, events, state, streams } = await observationOf('run', two)
    assert.deepEqual(Object.keys(exchanges).sort(), ['busy-1', 'idle-1'])
    assert.deepEqual([state, streams, events.count], ['complete', 2, 2])
  })

  it('has the reason for which everything but reaching was skipped', async () => {
    const reached = [scenario('reach', 0, 'began'), scenario('reach', 1, 'ended')]
    const skipped = (name: string, reason: string) => scenario(name, 2, 'skipped', reason)
    assert.equal(
      (await observationOf('run', [...reached, skipped('idle', 'it answered 404'), skipped('busy', 'it answered 404')])).reason,
      'it answered 404',
    )
    assert.equal(
      (await observationOf('run', [...reached, skipped('idle', 'it answered 404'), skipped('busy', 'no hook')])).reason,
      undefined,
    )
  })

  it('comes after the scenarios, which are in the order of their names', async () => {
    const { observations } = await observedIn(two)
    assert.deepEqual(
      observations.map(one => one.scenario),
      ['busy', 'idle', 'run'],
    )
  })
})

describe('a recording', () => {
  const [first, ...rest] = recordingOf([scenario('idle', 0, 'began')])
  assert.ok(first !== undefined && 'format' in first)
  const refused = async (lines: readonly RecordingLine[]): Promise<string> => {
    const cause = await observe(lines).then(
      () => undefined,
      (reason: unknown) => reason,
    )
    assert.ok(cause instanceof NoRecordingError, String(cause))
    return cause.message
  }

  it('is none when it is empty, has no header first, or has two', async () => {
    assert.match(await refused([]), /it is empty/)
    assert.match(await refused(rest), /its first line is not a header/)
    assert.match(await refused([first, ...rest, first]), /a second header/)
  })

  it('is none when its configuration cannot be one', async () => {
    for (const configuration of [{ url: 7 }, { tolerance: { head_ms: 'x' } }, { heartbeat_interval_s: '1' }, { hooks: null }]) {
      assert.match(await refused([{ ...first, configuration }]), /its configuration has an invalid \w+/)
    }
  })

  it('that cannot be read further says why', async () => {
    const broken = async function* (): AsyncGenerator<RecordingLine> {
      yield first
      throw new Error('unexpected end of file')
    }
    await assert.rejects(observe(broken()), { name: 'NoRecordingError', message: /it could not be read: unexpected end of file/ })
  })

  it('of which a connection was never asked for is read without it', async () => {
    const { events } = await observationOf('run', [scenario('idle', 0, 'began'), received('nobody', 1, 'data: a\n\n')])
    assert.equal(events.count, 0)
  })

  it('gives the same observations again', async () => {
    const lines = recordingOf([scenario('idle', 0, 'began'), ...stream('idle-1', 0, `${eventOf(1)}: \n\n`), publishNumber(1, 1)])
    assert.deepEqual(await observe(lines), await observe(lines))
  })
})
