import { strict as assert } from 'node:assert'
import { observe, timelineFrom } from '../../observe/index.js'
import { type Timeline, type TimelineLane, validated } from '../../schemas/index.js'
import { head } from './http-bytes.js'
import { STREAM, streamLines, type Watched } from './one-stream.js'
import { close, type Line, lag, note, ns, open, received, recordingOf, scenario } from './recording-of.js'

const drawn = async (lines: readonly Line[], configuration: Record<string, unknown> = {}): Promise<Timeline> =>
  validated('timeline', await timelineFrom(recordingOf(lines, configuration)), 'the timeline')

const laneOf = async (pieces: Parameters<typeof streamLines>[0], watched: Watched = {}): Promise<TimelineLane> => {
  const lane = (await drawn(streamLines(pieces, watched), watched.configuration)).scenarios[0]?.lanes[0]
  assert.ok(lane !== undefined, 'a lane')
  return lane
}

const published = (t_ms: number, data: string, ok = true): Line => ({
  t: ns(t_ms + 5),
  on: 'idle',
  what: 'hook',
  hook: 'publish',
  began: ns(t_ms),
  ok,
  published: { data },
})

describe('a timeline', () => {
  it('has head, events, heartbeats and the server’s end as marks, each at its time', async () => {
    const lane = await laneOf(
      [
        [100, ': \n\n'],
        [200, 'event: news\nid: 7\ndata: hello\n\n'],
        [300, 'data: again\n\n'],
      ],
      { until_ms: 400, how: 'fin', more: [{ t: ns(399), on: STREAM, what: 'end' }] },
    )
    assert.deepEqual(lane.marks, [
      { mark: 'head', t_ms: 10, text: '200' },
      { mark: 'heartbeat', t_ms: 100, text: ': \n\n' },
      { mark: 'event', t_ms: 200, text: 'news id 7 hello' },
      { mark: 'event', t_ms: 300, text: 'again' },
      { mark: 'end', t_ms: 399, text: 'fin' },
    ])
    assert.deepEqual([lane.opened_ms, lane.closed_ms, lane.closed], [0, 400, 'fin'])
  })

  it('has the interval and the tolerance of heartbeats, where there is one', async () => {
    const { heartbeat_interval_ms, tolerance_ms } = await laneOf([], {
      configuration: { heartbeat_interval_s: 2, tolerance: { heartbeat_ms: 100 } },
    })
    assert.deepEqual([heartbeat_interval_ms, tolerance_ms], [2000, 100])
    assert.equal((await laneOf([])).heartbeat_interval_ms, undefined)
  })

  it('has what was sent to resume, and whether the client stopped reading', async () => {
    const lane = await laneOf([], { opening: { last_event_id: '7', client: 'c', method: 'POST' }, more: [note(STREAM, 20, 'paused')] })
    assert.deepEqual([lane.last_event_id, lane.client, lane.method, lane.paused], ['7', 'c', 'POST', true])
  })

  it('has what was done to the server in order, and the harness’s own lag', async () => {
    const { scenarios } = await drawn(
      streamLines([], {
        more: [
          published(300, 'two', false),
          published(100, 'one'),
          lag(500, 12),
          { t: ns(250), on: 'idle', what: 'call', began: ns(200), label: 'send', method: 'PUT', path: '/x', status: 200 },
        ],
      }),
    )
    assert.deepEqual(scenarios[0]?.acts, [
      { act: 'publish', began_ms: 100, t_ms: 105, ok: true, text: 'one' },
      { act: 'call', began_ms: 200, t_ms: 250, ok: true, text: 'send' },
      { act: 'publish', began_ms: 300, t_ms: 305, ok: false, text: 'two' },
    ])
    assert.equal(scenarios[0]?.lag_max_ms, 12)
  })

  it('has its scenarios in the order in which they began, and none in which nothing happened', async () => {
    const of = (name: string, t_ms: number): Line[] => [
      scenario(name, t_ms, 'began'),
      ...open(`${name}-1`, t_ms),
      close(`${name}-1`, t_ms + 1, 'done'),
    ]
    const late = [scenario('late', 1, 'began'), ...of('late', 15)]
    const { scenarios, ended_ms } = await drawn([...late, ...of('zebra', 10), ...of('ape', 20), scenario('none', 5, 'skipped')])
    assert.deepEqual(
      scenarios.map(one => one.scenario),
      ['zebra', 'late', 'ape'],
    )
    assert.equal(ended_ms, 21)
  })

  it('says of a connection that was never closed that it was open at the end', async () => {
    const { scenarios } = await drawn([
      scenario('idle', 0, 'began'),
      ...open(STREAM, 0),
      received(STREAM, 10, head()),
      received(STREAM, 50, 'data: a\n\n'),
    ])
    assert.deepEqual([scenarios[0]?.lanes[0]?.closed, scenarios[0]?.lanes[0]?.closed_ms], ['open', 50])
  })

  it('keeps a flood of events within bounds, and counts them all', async () => {
    const flood = Array.from({ length: 5000 }, (_, index) => [20 + index, `data: ${index} ssespec-00000000-idle-${index}.\n\n`] as const)
    const { marks } = await laneOf(flood, { until_ms: 6000 })
    const events = marks.filter(({ mark }) => mark === 'event')
    assert.ok(events.length <= 601, `${events.length} marks`)
    assert.equal(
      events.reduce((sum, { count = 1 }) => sum + count, 0),
      5000,
    )
    assert.deepEqual([events[0]?.t_ms, events.at(-1)?.until_ms ?? events.at(-1)?.t_ms], [20, 5019])
  })

  it('keeps a flood of connections within bounds, and says how many more there were', async () => {
    const lines = Array.from({ length: 1500 }, (_, index) => open(`idle-${index}`, index)).flat()
    const { scenarios, lanes_left_out } = await drawn([scenario('idle', 0, 'began'), ...lines])
    assert.deepEqual([scenarios[0]?.lanes.length, lanes_left_out], [1000, 500])
  })

  it('cuts long texts', async () => {
    const lane = await laneOf([[20, `id: ${'i'.repeat(500)}\ndata: ${'d'.repeat(500)}\n\n`]], {
      opening: { last_event_id: 'l'.repeat(500) },
    })
    assert.deepEqual([lane.marks.at(-1)?.text?.length, lane.last_event_id?.length], [80, 80])
  })

  it('is what observing the same lines gives beside the facts', async () => {
    const lines = recordingOf(streamLines([[100, ': \n\n']]))
    assert.deepEqual((await observe(lines)).timeline, await timelineFrom(lines))
  })
})
