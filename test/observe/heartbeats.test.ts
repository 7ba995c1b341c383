import { strict as assert } from 'node:assert'
import { head } from './http-bytes.js'
import { STREAM, streamFacts, type Watched } from './one-stream.js'
import { lag, note } from './recording-of.js'

const BEAT = ': \n\n'
const EVENT = 'data: a\n\n'
const SECOND: Watched = { configuration: { heartbeat_interval_s: 1 }, until_ms: 4000 }
const beatsIn = async (pieces: Parameters<typeof streamFacts>[0], watched: Watched = SECOND) =>
  (await streamFacts(pieces, watched)).heartbeats

describe('a heartbeat', () => {
  it('is as late as its gap is longer than the interval, the first one counted from the head', async () => {
    const beats = await beatsIn([
      [1010, BEAT],
      [2510, BEAT],
      [3010, BEAT],
    ])
    assert.deepEqual(
      beats.map(({ first, after_ms, late_ms }) => [first, after_ms, late_ms]),
      [
        [true, 1000, 0],
        [false, 1500, 500],
        [false, 500, 0],
      ],
    )
  })

  it('is not late where no interval is configured', async () => {
    const [beat] = await beatsIn([[1010, BEAT]], { until_ms: 4000 })
    assert.deepEqual([beat?.after_ms, beat?.late_ms], [1000, undefined])
  })

  it('is a comment with the blank lines after it, or without one', async () => {
    const beats = await beatsIn([
      [100, ': a\n\n'],
      [200, ':\r\n\r\n'],
      [300, ': b\n: c\n\n'],
      [400, `${': d\n'}${EVENT}`],
      [500, ': e\n'],
    ])
    assert.deepEqual(
      beats.map(({ bytes }) => bytes),
      [': a\n\n', ':\r\n\r\n', ': b\n', ': c\n\n', ': d\n', ': e\n'],
    )
    assert.ok(beats.every(({ form }) => form === 'comment'))
  })

  it('is at its bytes, the blank line with them', async () => {
    const [beat] = await beatsIn([[100, `${EVENT}${BEAT}`]])
    assert.deepEqual([beat?.at.offset, beat?.at.length], [head().length + EVENT.length, BEAT.length])
  })

  it('is no comment inside an event', async () => {
    const beats = await beatsIn([[100, 'data: a\n: b\ndata: c ssespec-00000000-idle-1.\n\n']])
    assert.deepEqual(beats, [])
  })

  it('after a byte order mark, or between CR and LF, is one', async () => {
    assert.equal((await beatsIn([[100, `\ufeff${BEAT}`]])).length, 1)
    assert.equal((await beatsIn([[100, 'data: a\r\n\r\n: \r\n\r\n']])).length, 1)
  })

  it('is a block that dispatches nothing, on a stream without comments', async () => {
    const blocks = await beatsIn([
      [1010, 'event: ping\n\n'],
      [2010, 'event: ping\n\n'],
    ])
    assert.deepEqual(
      blocks.map(({ form, bytes, after_ms }) => [form, bytes, after_ms]),
      [
        ['block', 'event', 1000],
        ['block', 'event', 1000],
      ],
    )
    assert.deepEqual(
      (await beatsIn([[1010, 'event: ping\n\n: \n\n']])).map(({ form }) => form),
      ['comment'],
    )
  })

  it('is a line that is no field, where there is nothing better', async () => {
    assert.deepEqual(
      (await beatsIn([[1010, 'ping\n\n']])).map(({ form, bytes }) => [form, bytes]),
      [['line', 'ping']],
    )
  })

  it('is no block with an id or a retry', async () => {
    assert.deepEqual(await beatsIn([[100, 'retry: 10\n\nid: 1\n\n']]), [])
  })

  it('is an event that nobody published, where nothing else is one', async () => {
    const beats = await beatsIn([
      [1010, 'event: heartbeat\ndata: tick\n\n'],
      [1500, 'data: one ssespec-00000000-idle-1.\n\n'],
      [2010, 'event: heartbeat\ndata: tick\n\n'],
    ])
    assert.deepEqual(
      beats.map(({ form, bytes, after_ms }) => [form, bytes, after_ms]),
      [
        ['event', 'tick', 1000],
        ['event', 'tick', 1000],
      ],
    )
  })

  it('has the lag of its own gap', async () => {
    const beats = await beatsIn(
      [
        [1010, BEAT],
        [2010, BEAT],
        [3010, BEAT],
      ],
      { ...SECOND, more: [lag(1200, 0), lag(1400, 90), lag(1800, 0)] },
    )
    assert.deepEqual(
      beats.map(({ lag_ms }) => lag_ms),
      [0, 90, 0],
    )
  })

  it('is not looked for where we stopped reading', async () => {
    const facts = await streamFacts([[1010, BEAT]], { ...SECOND, more: [note(STREAM, 20, 'paused')] })
    assert.deepEqual([facts.heartbeats, facts.silences, facts.heartbeat_count], [[], [], undefined])
  })
})

describe('the count of heartbeats', () => {
  it('is at most one an interval over the time watched, and one', async () => {
    const { heartbeat_count } = await streamFacts(
      [
        [1010, BEAT],
        [2010, BEAT],
        [2510, BEAT],
      ],
      SECOND,
    )
    assert.deepEqual([heartbeat_count?.seen, heartbeat_count?.most, heartbeat_count?.mean_ms], [3, 4, 750])
  })

  it('is left out where there is none', async () => {
    assert.equal((await streamFacts([[100, 'data: a ssespec-00000000-idle-1.\n\n']], SECOND)).heartbeat_count, undefined)
  })
})

describe('a silence', () => {
  it('is the longest time without a byte, to the end of watching', async () => {
    const { silences } = await streamFacts(
      [
        [1010, BEAT],
        [1510, EVENT],
      ],
      SECOND,
    )
    assert.deepEqual(
      silences.map(({ lasted_ms, late_ms, at }) => [lasted_ms, late_ms, at.t_ms]),
      [[2490, 1490, 1510]],
    )
  })

  it('begins with the head', async () => {
    const { silences } = await streamFacts([[3010, BEAT]], SECOND)
    assert.deepEqual(
      silences.map(({ lasted_ms, at }) => [lasted_ms, at.t_ms]),
      [[3000, 10]],
    )
  })
})

describe('a burst', () => {
  const bursts = async (...times_ms: number[]) =>
    (
      await streamFacts(
        times_ms.map(t => [t, BEAT]),
        SECOND,
      )
    ).bursts.map(burst => burst.heartbeats)

  it('is three heartbeats or more within a tenth of the interval', async () => {
    assert.deepEqual(await bursts(1000, 1010, 1099, 2000), [3])
    assert.deepEqual(await bursts(1000, 1010, 1100), [])
    assert.deepEqual(await bursts(1000, 1010), [])
    assert.deepEqual(await bursts(1000, 1001, 1002, 1003, 2000, 2001, 2002), [4, 3])
  })

  it('is not made of those that fell due while what had piled up before them was read', async () => {
    const burstsOf = async (count: number) => {
      const times = Array.from({ length: count }, (_, index) => 4000 + index)
      const more = [note(STREAM, 100, 'paused'), note(STREAM, 2000, 'reading')]
      return (
        await streamFacts(
          times.map(t => [t, BEAT]),
          { ...SECOND, more },
        )
      ).bursts.length
    }
    assert.deepEqual([await burstsOf(4), await burstsOf(5)], [0, 1])
  })

  it('does not count the heartbeat that fell due in the part of an interval that reading took', async () => {
    const burstsOf = async (count: number) => {
      const more = [note(STREAM, 100, 'paused'), note(STREAM, 3400, 'reading')]
      const times = Array.from({ length: count }, (_, index) => 4000 + index)
      return (
        await streamFacts(
          times.map(t => [t, BEAT]),
          { ...SECOND, more },
        )
      ).bursts.length
    }
    assert.deepEqual([await burstsOf(3), await burstsOf(4)], [0, 1])
  })

  it('is not made of those that fell due while the harness lagged', async () => {
    const burstsOf = async (count: number) => {
      const times = Array.from({ length: count }, (_, index) => 4000 + index)
      return (
        await streamFacts(
          times.map(t => [t, BEAT]),
          { ...SECOND, more: [lag(3990, 0), lag(4005, 1100)] },
        )
      ).bursts.length
    }
    assert.deepEqual([await burstsOf(3), await burstsOf(4)], [0, 1])
  })
})
