import { strict as assert } from 'node:assert'
import type { OpenLine, PayloadFact } from '../../schemas/index.js'
import { head } from './http-bytes.js'
import { eventOf, publishNumber } from './published.js'
import { close, type Line, ns, observationOf, open, received, scenario } from './recording-of.js'

/** A connection from one time to another, and the numbers of the events that it got at its middle. */
const connection = (on: string, from_ms: number, to_ms: number, numbers: readonly number[], more: Partial<OpenLine> = {}): Line[] => [
  ...open(on, from_ms, more),
  received(on, from_ms + 1, head()),
  received(on, (from_ms + to_ms) / 2, numbers.map(number => eventOf(number)).join('')),
  close(on, to_ms, 'cut'),
]

const factsOf = (lines: readonly Line[], configuration = {}) =>
  observationOf('idle', [scenario('idle', 0, 'began'), ...lines, scenario('idle', 900, 'ended')], configuration)

const names = (facts: readonly PayloadFact[] | undefined) => facts?.map(({ payload }) => payload)

/** Published while the first connection lives, while there is none, and while the second lives. */
const PUBLISHED = [publishNumber(110, 1), publishNumber(120, 2), publishNumber(300, 3), publishNumber(450, 4)]

const overTwo = async (first: readonly number[], second: readonly number[], lastEventId = '2') => {
  const { resume, exchanges } = await factsOf([
    ...PUBLISHED,
    ...connection('idle-1', 100, 200, first),
    ...connection('idle-2', 400, 600, second, { last_event_id: lastEventId }),
  ])
  const { published, lost, repeated, reordered } = resume
  return { published, lost: names(lost), repeated: names(repeated), reordered: names(reordered), resumed: exchanges['2']?.resumed }
}

describe('what a client got over its connections', () => {
  it('is all, once, and in order', async () => {
    const { resumed, ...facts } = await overTwo([1, 2], [3, 4])
    assert.deepEqual(facts, { published: 4, lost: [], repeated: [], reordered: [] })
    assert.deepEqual(resumed, { missing: [], held: [], stale: [] })
  })

  it('is missing what arrived on none of them', async () => {
    const { lost, resumed } = await overTwo([1, 2], [4])
    assert.deepEqual(lost, ['3'])
    assert.deepEqual(names(resumed?.missing), ['3'])
  })

  it('repeats what arrived on two of them', async () => {
    const { repeated, resumed } = await overTwo([1, 2], [2, 3, 4])
    assert.deepEqual(repeated, ['2'])
    assert.deepEqual(names(resumed?.stale), ['2'])
  })

  it('repeats what arrived twice on one', async () => {
    assert.deepEqual((await overTwo([1, 1, 2], [3, 4, 4])).repeated, ['1', '4'])
  })

  it('is out of order if an earlier publication arrives after a later one, reported once', async () => {
    assert.deepEqual((await overTwo([1, 2], [4, 3, 3])).reordered, ['3'])
    assert.deepEqual((await overTwo([2, 1], [3, 4])).reordered, ['1'])
  })

  it('has no order of publications that were under way at the same time', async () => {
    const both = [publishNumber(110, 1, { more: { t: ns(130) } }), publishNumber(120, 2)]
    const inOrderOf = async (...numbers: number[]) => (await factsOf([...both, ...connection('idle-1', 100, 300, numbers)])).resume
    const { reordered, lost, held } = await inOrderOf(2, 1)
    assert.deepEqual([reordered, lost, held], [[], [], []])
    // Nothing shows that the first was not the last to come.
    assert.deepEqual([names((await inOrderOf(2)).lost), names((await inOrderOf(2)).held)], [[], ['1']])
  })

  it('points at the event that repeats, and at the last connection for what is lost', async () => {
    const { resume } = await factsOf([...PUBLISHED, ...connection('idle-1', 100, 200, [1, 2]), ...connection('idle-2', 400, 600, [1, 4])])
    assert.deepEqual(
      resume.repeated.map(({ at }) => [at.connection, at.offset]),
      [['idle-2', head().length]],
    )
    assert.deepEqual(
      resume.lost.map(({ at }) => [at.connection, at.t_ms]),
      [['idle-2', 300.5]],
    )
  })

  it('need not have what was published before its first head or after it left', async () => {
    const { resume } = await factsOf([publishNumber(50, 1), ...connection('idle-1', 100, 200, []), publishNumber(201, 2)])
    assert.deepEqual([resume.published, resume.lost], [0, []])
  })

  it('need not have what the hook did not take, or what went to another channel', async () => {
    const lines = [
      publishNumber(110, 1, { more: { ok: false } }),
      publishNumber(120, 2, { more: { channel: 'other' } }),
      publishNumber(130, 3, { more: { channel: 'channel' } }),
      publishNumber(140, 4),
    ]
    const { resume } = await factsOf([...lines, ...connection('idle-1', 100, 200, [4])])
    assert.deepEqual(names(resume.lost), ['3'])
  })

  it('is asked of each client by itself', async () => {
    const { resume } = await factsOf([
      publishNumber(110, 1),
      publishNumber(120, 2),
      ...connection('idle-1', 100, 200, [1, 2], { client: 'one' }),
      ...connection('idle-2', 100, 200, [2], { client: 'two' }),
    ])
    assert.deepEqual([resume.published, resume.repeated], [2, []])
    assert.deepEqual(
      resume.lost.map(({ at }) => at.connection),
      ['idle-2'],
    )
  })

  it('is not asked of a probe, nor of a client that never had a head', async () => {
    const probe = connection('idle-1', 100, 200, [], { role: 'probe' })
    const refused = [...open('idle-2', 100), close('idle-2', 300, 'refused')]
    const { resume } = await factsOf([publishNumber(110, 1), ...probe, ...refused])
    assert.deepEqual([resume.published, resume.lost], [0, []])
  })
})

describe('a resumed connection', () => {
  it('is due what was published after the event whose id it sent', async () => {
    const { resumed } = await overTwo([1, 2], [2, 3, 4], '1')
    assert.deepEqual(resumed, { missing: [], held: [], stale: [] })
  })

  it('is none without an id, with an empty one, or with one that no event had', async () => {
    for (const id of ['', 'unknown']) assert.equal((await overTwo([1, 2], [3, 4], id)).resumed, undefined)
    const { exchanges } = await factsOf([
      ...PUBLISHED,
      ...connection('idle-1', 100, 200, [1, 2]),
      ...connection('idle-2', 400, 600, [3, 4]),
    ])
    assert.equal(exchanges['2']?.resumed, undefined)
  })

  it('may go on from the event of another scenario, on a channel that both share', async () => {
    const others = 'id: 77\ndata: somebody else’s\n\n'
    const { exchanges } = await factsOf([
      publishNumber(110, 1),
      publishNumber(300, 2),
      ...open('idle-1', 100),
      received('idle-1', 101, head()),
      received('idle-1', 150, eventOf(1) + others),
      close('idle-1', 200, 'cut'),
      ...connection('idle-2', 400, 600, [1, 2], { last_event_id: '77' }),
    ])
    const { resumed } = exchanges['2'] ?? {}
    assert.deepEqual([names(resumed?.missing), names(resumed?.stale)], [[], ['1']])
  })

  it('is not due what was published after it was left', async () => {
    const { exchanges } = await factsOf([
      publishNumber(110, 1),
      publishNumber(300, 2),
      publishNumber(601, 3),
      ...connection('idle-1', 100, 200, [1]),
      ...connection('idle-2', 400, 600, [2], { last_event_id: '1' }),
    ])
    assert.deepEqual(exchanges['2']?.resumed, { missing: [], held: [], stale: [] })
  })

  it('lists the last published events separately, because nothing later shows whether they were lost', async () => {
    const { resumed } = await overTwo([1, 2], [3])
    assert.deepEqual([names(resumed?.missing), names(resumed?.held)], [[], ['4']])
  })
})
