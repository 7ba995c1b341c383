import assert from 'node:assert/strict'

import { formats } from '../../../reports/index.js'
import type { Timeline, Verdict } from '../../../schemas/index.js'
import { evidence, report, verdict } from '../fixtures.js'
import { type Element, named, type Page, readPage, withClass } from './read-page.js'
import { lane, mark, timeline } from './timelines.js'

const pageOf = (drawn: Timeline, more: Partial<Verdict> = {}): Page =>
  readPage(
    formats.html.render(report([verdict('fail', { evidence: [evidence()], ...more })]), { colour: false, width: 80, timeline: drawn }),
  )

const names = (page: Page): string[] =>
  named(page, 'tspan')
    .filter(({ attributes }) => attributes.get('class') === 'name')
    .map(({ text }) => text)

const numberOf = ({ attributes }: Element, name: string): number => Number(attributes.get(name))

const shapes = (page: Page, shape: string): Element[] =>
  named(page, 'use').filter(({ attributes }) => attributes.get('class') === `mark ${shape}`)

const legend = (page: Page): string[] =>
  named(page, 'li')
    .map(({ text }) => text.trim())
    .filter(text => text !== '')

const events = (from_ms: number, count: number, every_ms: number) =>
  Array.from({ length: count }, (_, index) => mark('event', from_ms + index * every_ms))

describe('the picture of a stream', () => {
  it('shows the connection that is pointed at with its marks, and a pin at the place', () => {
    const page = pageOf(
      timeline([lane('delivery-1', { marks: [mark('head', 10), mark('event', 500), mark('event', 1004.93)], closed_ms: 2000 })]),
    )
    assert.deepEqual(names(page), ['delivery-1'])
    assert.deepEqual([shapes(page, 'head').length, shapes(page, 'event').length], [1, 2])
    const [pin] = named(page, 'g').filter(({ attributes }) => attributes.get('class') === 'pin')
    assert.equal(pin?.text, '1')
    const at = named(page, 'rect').find(({ attributes }) => attributes.get('rx') === '8')
    const last = shapes(page, 'event').at(-1)
    assert.ok(at !== undefined && last !== undefined)
    assert.equal(numberOf(at, 'x') + numberOf(at, 'width') / 2, numberOf(last, 'x') + 8)
  })

  it('shows what was near in time, and not all that ever was', () => {
    const marks = [mark('head', 10), ...events(100, 300, 50)]
    const page = pageOf(timeline([lane('delivery-1', { marks, closed_ms: 16_000 })]), { evidence: [evidence({ t_ms: 8000 })] })
    assert.equal(shapes(page, 'event').length, 17)
    assert.match(withClass(page, 'stream')[0]?.text ?? '', /Scenario delivery, from 7\.\d+ s to 8\.\d+ s after the recording began/)
  })

  it('shows marks that stand too close as one, and how many they are', () => {
    const marks = [mark('head', 10), ...events(500, 5, 0.1), mark('event', 1004)]
    const page = pageOf(timeline([lane('delivery-1', { marks })]))
    assert.deepEqual(
      withClass(page, 'count').map(({ text }) => text),
      ['×5'],
    )
  })

  it('shows neighbours of the same scenario as far as there is room, and says how many are left', () => {
    const lanes = Array.from({ length: 9 }, (_, index) => lane(`delivery-${index + 1}`, { closed_ms: 2000 }))
    const page = pageOf(timeline(lanes), { evidence: [evidence({ connection: 'delivery-8' })] })
    assert.equal(names(page).length, 6)
    assert.ok(names(page).includes('delivery-8'))
    assert.match(withClass(page, 'stream')[0]?.text ?? '', /3 more connections not shown/)
  })

  it('shows the connections of the scenario where no place is pointed at, and nothing where there is none', () => {
    const drawn = timeline([lane('delivery-1'), lane('delivery-2')])
    assert.deepEqual(names(pageOf(drawn, { evidence: [] })), ['delivery-1', 'delivery-2'])
    assert.equal(withClass(pageOf(drawn, { evidence: [], scenario: 'other' }), 'timeline').length, 0)
  })

  it('shows a cut, and an arrow to where the client resumed', () => {
    const page = pageOf(
      timeline([
        lane('delivery-1', { closed: 'cut', closed_ms: 500 }),
        lane('delivery-2', { opened_ms: 600, closed_ms: 2000, last_event_id: '7', marks: [mark('event', 1004)] }),
      ]),
    )
    assert.equal(shapes(page, 'cut').length, 1)
    assert.equal(withClass(page, 'resume').length, 2)
    assert.ok(legend(page).includes('cut on purpose'))
    assert.match(
      named(page, 'text')
        .map(({ text }) => text)
        .join(),
      /Last-Event-ID: 7/,
    )
  })

  it('shows no arrow to another client, nor without Last-Event-ID', () => {
    const first = lane('delivery-1', { closed: 'cut', closed_ms: 500 })
    for (const more of [{ client: 'other', last_event_id: '7' }, {}]) {
      const second = lane('delivery-2', { opened_ms: 600, closed_ms: 2000, ...more })
      assert.equal(withClass(pageOf(timeline([first, second])), 'resume').length, 0)
    }
  })

  it('shows when a heartbeat was due, and the tolerance, where it is about heartbeats', () => {
    const beats = lane('delivery-1', {
      heartbeat_interval_ms: 1000,
      tolerance_ms: 250,
      closed_ms: 5000,
      marks: [mark('head', 10), mark('heartbeat', 1010), mark('heartbeat', 3010)],
    })
    const page = pageOf(timeline([beats]), { id: 'HB-04', evidence: [evidence({ t_ms: 3010 })] })
    const due = withClass(page, 'tolerance').filter(({ attributes }) => attributes.get('y') !== '1')
    const [head, first] = [shapes(page, 'head')[0], shapes(page, 'heartbeat')[0]]
    assert.ok(head !== undefined && first !== undefined && due[0] !== undefined && due[1] !== undefined)
    // The first is due where the first came; the second a whole interval before the second came, and the third after the last.
    assert.ok(Math.abs(numberOf(due[0], 'x') - (numberOf(first, 'x') + 8)) < 0.2)
    assert.ok(Math.abs((numberOf(due[1], 'x') - numberOf(due[0], 'x')) / (numberOf(first, 'x') - numberOf(head, 'x')) - 1) < 0.01)
    assert.ok(Math.abs(numberOf(due[0], 'width') / (numberOf(due[1], 'x') - numberOf(due[0], 'x')) - 0.25) < 0.01)
    assert.ok(legend(page).some(text => text.startsWith('heartbeat due, 1.0 s after the one before, and the tolerance of 250 ms')))
    assert.equal(withClass(pageOf(timeline([beats])), 'tolerance').length, 0)
  })

  it('tells each interval, where connections asked for several', () => {
    const of = (connection: string, heartbeat_interval_ms: number) =>
      lane(connection, { heartbeat_interval_ms, tolerance_ms: 250, closed_ms: 5000 })
    const page = pageOf(timeline([of('delivery-1', 1000), of('delivery-2', 3000)]), { id: 'HB-13' })
    assert.ok(legend(page).some(text => text.includes('1.0 s or 3.0 s after the one before, and the tolerance of 250 ms')))
  })

  it('shows a publication once, and not the call that it was made by', () => {
    const act = (kind: 'publish' | 'call', began_ms: number, t_ms: number) => ({ act: kind, began_ms, t_ms, ok: true })
    const page = pageOf(timeline([lane('delivery-1')], { acts: [act('publish', 900, 910), act('call', 901, 909), act('call', 950, 960)] }))
    assert.deepEqual([shapes(page, 'publish').length, shapes(page, 'call').length], [1, 1])
  })

  it('has what was done to the server on a row of its own', () => {
    const acts = [{ act: 'publish' as const, began_ms: 900, t_ms: 905, ok: true, text: 'one' }]
    const page = pageOf(timeline([lane('delivery-1')], { acts }))
    assert.deepEqual(names(page), ['what was done', 'delivery-1'])
    assert.equal(shapes(page, 'publish').length, 1)
  })

  it('stays within its frame', () => {
    const marks = [mark('head', 10), ...events(20, 400, 40)]
    const page = pageOf(
      timeline([lane('delivery-1', { marks, closed_ms: 16_000 }), lane('delivery-2', { opened_ms: 1000, closed_ms: 1010 })]),
    )
    for (const use of named(page, 'use')) {
      if (!use.attributes.has('x')) continue
      assert.ok(numberOf(use, 'x') + 8 >= 18 && numberOf(use, 'x') + 8 <= 742, use.attributes.get('x') ?? '')
    }
  })

  it('draws what was before and will be after as a line that ends at the frame', () => {
    const marks = [mark('head', 10), ...events(20, 400, 40)]
    const page = pageOf(timeline([lane('delivery-1', { marks, closed_ms: 16_000 })]), { evidence: [evidence({ t_ms: 8000 })] })
    const lines = withClass(page, 'line').map(({ attributes }) => /^M(\S+) \S+H(\S+)$/.exec(attributes.get('d') ?? '')?.slice(1))
    assert.deepEqual(lines, [['18', '742']])
    assert.equal(withClass(page, 'beyond').length, 2)
  })

  it('says in words what it shows', () => {
    const page = pageOf(
      timeline([
        lane('delivery-1', {
          marks: [mark('head', 10, { text: '200' }), ...events(500, 3, 100), mark('heartbeat', 1000)],
          closed: 'cut',
          closed_ms: 1100,
        }),
      ]),
    )
    const [svg] = withClass(page, 'timeline')
    const [title = '', desc = ''] = (svg?.attributes.get('aria-labelledby') ?? '').split(' ')
    const textOf = (id: string) => page.elements.find(({ attributes }) => attributes.get('id') === id)?.text
    assert.equal(svg?.attributes.get('role'), 'img')
    assert.equal(textOf(title), 'Timeline of delivery')
    assert.match(
      textOf(desc) ?? '',
      /Connection delivery-1: opened at 0 ms; a head 200 at 10 ms; 3 events from 500 ms to 700 ms; a heartbeat at 1\.000 s; cut on purpose at 1\.100 s; place 1 at 1\.005 s\./,
    )
  })

  it('of captured bytes, which have no times, is not drawn', () => {
    const drawn = { ...timeline([lane('delivery-1')]), ended_ms: 0 }
    assert.equal(withClass(pageOf(drawn), 'timeline').length, 0)
  })
})
