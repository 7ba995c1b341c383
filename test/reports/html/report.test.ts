import assert from 'node:assert/strict'
import fc from 'fast-check'

import { formats } from '../../../reports/index.js'
import type { Report, Timeline, Verdict } from '../../../schemas/index.js'
import { everyKind, evidence, filledWith, HOSTILE, report, verdict } from '../fixtures.js'
import { hostileText } from '../hostile-text.js'
import { named, readPage, withClass } from './read-page.js'
import { lane, mark, timeline } from './timelines.js'

const MOST_BYTES = 2_000_000

const html = (shown: Report, drawn?: Timeline): string =>
  formats.html.render(shown, { colour: false, width: 80, ...(drawn === undefined ? {} : { timeline: drawn }) })

const hostileTimeline = (text: string): Timeline => {
  const said = text.slice(0, 80)
  const marks = (['head', 'event', 'heartbeat', 'end'] as const).map((kind, index) => mark(kind, 1000 + index, { text: said }))
  return timeline([lane(text, { client: text, method: text, last_event_id: said, marks })], {
    scenario: text,
    acts: [{ act: 'publish', began_ms: 1000, t_ms: 1001, ok: true, text: said }],
  })
}

/** The page's own ids, and those of requirements. */
const fragments = (page: string): string[] =>
  named(readPage(page), 'a').flatMap(({ attributes }) => /^#(.*)/s.exec(attributes.get('href') ?? '')?.[1] ?? [])

describe('the HTML report', () => {
  it('says first what it comes to, of what, when, by which version and how long it took', () => {
    const page = readPage(html(everyKind()))
    const [top] = withClass(page, 'top')
    assert.equal(named(page, 'h1')[0]?.text, 'Does not conform to sse')
    for (const said of ['http://127.0.0.1:8080/events', '4 May 2026, 08:20:30 UTC', 'ssespec 0.1.0', '15.8 s', 'FRM-05']) {
      assert.ok(top?.text.includes(said), said)
    }
    assert.match(named(page, 'title')[0]?.text ?? '', /^Does not conform to sse: http:\/\/127\.0\.0\.1:8080\/events$/)
  })

  it('has a cell for every requirement, in words and with a shape as well as in colour, that leads to where it is told', () => {
    const shown = everyKind()
    const page = readPage(html(shown))
    const cells = withClass(page, 'cell')
    assert.equal(cells.length, shown.verdicts.length)
    const byId = new Map(shown.verdicts.map(one => [one.id, one]))
    for (const { attributes, text } of cells) {
      const id = attributes.get('href')?.slice(1) ?? ''
      const kind = byId.get(id)?.verdict ?? ''
      assert.ok(page.ids.includes(id), id)
      assert.ok(text.startsWith(id), `${text} is of ${id}`)
      assert.match(text, / (passed|failed|warned|skipped|in error|inconclusive|not applicable)$/)
      assert.equal(attributes.get('class'), `cell ${kind}`)
    }
    const shapes = named(page, 'use').flatMap(({ attributes }) => /^#(icon-.*)/.exec(attributes.get('href') ?? '')?.[1] ?? [])
    for (const kind of new Set(shown.verdicts.map(one => one.verdict))) assert.ok(shapes.includes(`icon-${kind}`), kind)
  })

  it('has its cells in the order of their numbers', () => {
    const ids = ['FRM-10', 'FRM-02b', 'FRM-03', 'FRM-02']
    const cells = withClass(readPage(html(report(ids.map(id => verdict('pass', { id }))))), 'cell')
    assert.deepEqual(
      cells.map(({ attributes }) => attributes.get('href')),
      ['#FRM-02', '#FRM-02b', '#FRM-03', '#FRM-10'],
    )
  })

  it('tells what is wrong with clause, sentence, expected, actual, bytes, time and remedy', () => {
    const fail = verdict('fail', { expected: 'two lines', actual: 'one line', evidence: [evidence()] })
    const [article] = withClass(readPage(html(report([fail]))), 'finding')
    for (const said of [
      fail.requirement.replaceAll('`', ''),
      fail.remedy.replaceAll('`', ''),
      'two lines',
      'one line',
      'connection delivery-1, byte 312, 1004.9 ms',
      'WHATWG HTML, §9.2.6 Interpreting an event stream',
      'Append the field value to the data buffer',
    ])
      assert.ok(article?.text.includes(said), said)
  })

  it('shows the bytes line by line, what is hidden as a symbol with its name, and marks those that are meant', () => {
    const page = readPage(html(report([verdict('fail', { evidence: [evidence()] })])))
    assert.equal(withClass(page, 'bytes')[0]?.text, 'id: 7␊\ndata: one␍\ntwo␊\n␊')
    assert.deepEqual(
      named(page, 'mark').map(({ text }) => text),
      ['␍'],
    )
    const symbols = named(page, 'i').map(({ text, attributes }) => `${text} ${attributes.get('data-name')}`)
    assert.deepEqual(symbols, ['␊ LF', '␍ CR', '␊ LF', '␊ LF'])
  })

  it('leads to the section of an RFC, and elsewhere to the specification', () => {
    const source = [
      { spec: 'RFC 9112' as const, clause: '7.1', says: 'a' },
      { spec: 'RFC 9112' as const, clause: '7.1"onclick="x', says: 'b' },
      { spec: 'MSC2108' as const, clause: 'Proposal', says: 'c' },
    ]
    const links = named(readPage(html(report([verdict('fail', { source })]))), 'a').map(({ attributes }) => attributes.get('href'))
    assert.deepEqual(
      links.filter(link => link?.startsWith('https:')),
      [
        'https://www.rfc-editor.org/rfc/rfc9112#section-7.1',
        'https://www.rfc-editor.org/rfc/rfc9112',
        'https://github.com/matrix-org/matrix-spec-proposals/pull/2108',
      ],
    )
  })

  it('tells a reason once above those that share it, and leaves nothing out', () => {
    const shown = everyKind()
    const page = readPage(html(shown))
    const reason = 'No heartbeat was seen within 5 s.'
    assert.equal(named(page, 'h3').filter(({ text }) => text === reason).length, 1)
    for (const { id } of shown.verdicts) assert.equal(page.ids.filter(one => one === id).length, 1, id)
    assert.equal(withClass(page, 'trimmed').filter(({ text }) => text.startsWith('Trimmed')).length, 0)
  })

  it('has its headings in order', () => {
    const levels = readPage(html(everyKind(), timeline([lane('delivery-1')]))).elements.flatMap(({ name }) =>
      /^h[1-4]$/.test(name) ? [Number(name.slice(1))] : [],
    )
    assert.equal(levels[0], 1)
    for (const [index, level] of levels.entries()) assert.ok(level <= (levels[index - 1] ?? 0) + 1, `heading ${index}`)
  })

  it('asks for nothing and runs nothing', () => {
    const text = html(everyKind(), timeline([lane('delivery-1')]))
    const page = readPage(text)
    const policy = page.elements.find(({ attributes }) => attributes.has('http-equiv'))?.attributes.get('content') ?? ''
    assert.match(policy, /^default-src 'none'; style-src 'sha256-[^']+'; img-src data:; base-uri 'none'; form-action 'none'$/)
    for (const { name, attributes } of page.elements) {
      const href = attributes.get('href') ?? '#'
      assert.match(href, name === 'link' ? /^data:image\/svg\+xml,/ : /^(#|https:\/\/)/)
      assert.ok(name !== 'use' || href.startsWith('#'))
    }
    assert.doesNotMatch(text, /@import|url\(/)
  })

  it('is the same for the same report', () => {
    const drawn = timeline([lane('delivery-1', { marks: [mark('head', 10), mark('event', 1004.93)] })])
    assert.equal(html(everyKind(), drawn), html(everyKind(), drawn))
  })

  it('says where there is no recording, and draws nothing then', () => {
    const page = readPage(html(everyKind()))
    assert.match(withClass(page, 'trimmed')[0]?.text ?? '', /No pictures .* recording/)
    assert.equal(withClass(page, 'timeline').length, 0)
  })

  it('of nothing is a page too', () =>
    assert.match(named(readPage(html(report([]))), 'h1')[0]?.text ?? '', /^Nothing was checked against sse/))
})

describe('a hostile text in the HTML report', () => {
  const isHarmless = (text: string): void => {
    const page = html(filledWith(text), hostileTimeline(text))
    const { ids } = readPage(page)
    assert.doesNotMatch(page, /(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u)
    assert.equal(new Set(ids).size, ids.length, 'ids are unique')
    for (const fragment of fragments(page)) assert.ok(ids.includes(fragment), fragment)
  }

  it('is text, whatever it looks like', () => {
    const looks = ['</script><script>alert(1)</script>', '<img src=x onerror=alert(1)>', '" onmouseover="alert(1)', '</style>', '</title>']
    const svg = ['</svg><script>', '</desc><a href="javascript:alert(1)">', ']]><!--', 'javascript:alert(1)', "'-alert(1)-'", '&lt;b&gt;']
    for (const text of [...HOSTILE, ...looks, ...svg, '', ' ']) isHarmless(text)
  })

  it('is text, for any text', () => fc.assert(fc.property(hostileText, isHarmless), { numRuns: 60 }))

  it('is shown, not swallowed', () => {
    const page = readPage(html(report([verdict('fail', { actual: '<img src=x onerror=alert(1)>\u202e' })])))
    assert.ok(withClass(page, 'actual')[0]?.text.includes('<img src=x onerror=alert(1)>\\u{202e}'))
  })
})

describe('a link into the HTML report', () => {
  const anchorsIn = (ids: readonly string[]): string[] =>
    withClass(readPage(html(report(ids.map(id => verdict('fail', { id }))))), 'finding').map(({ attributes }) => attributes.get('id') ?? '')

  it('is the id of the requirement', () => assert.deepEqual(anchorsIn(['HB-04', 'FRM-05b']), ['FRM-05b', 'HB-04'].toReversed()))

  it('is unique where ids are not', () => assert.deepEqual(anchorsIn(['A 1', 'A_1', 'A_1.2', 'A"1']), ['A_1', 'A_1.2', 'A_1.2.2', 'A_1.3']))

  it('is none of the page’s own', () =>
    assert.deepEqual(anchorsIn(['page-main', 'figure-A-title', '']), ['id-page-main', 'id-figure-A-title', '_']))
})

describe('the size of the HTML report', () => {
  const text = '<\u{E0041}\u202e"'.repeat(1000)

  const flood = (kind: Verdict['verdict'], count: number): Verdict[] =>
    Array.from({ length: count }, (_, index) =>
      verdict(kind, {
        id: `FRM-${index}`,
        requirement: text,
        expected: text,
        actual: text,
        remedy: text,
        reason: `${index}${text}`,
        evidence: Array.from({ length: 20 }, () => evidence({ excerpt: text.repeat(2), highlight: [0, 7000], connection: text })),
        source: Array.from({ length: 10 }, () => ({ spec: 'RFC 9112' as const, clause: text, says: text })),
      }),
    )

  for (const kind of ['fail', 'pass', 'skip'] as const) {
    it(`of a flood of ${kind} is below 2 MB, and it says what was left out`, () => {
      const shown = html(report([...flood(kind, 400), ...flood('warn', 100)], { target: text, selected: text }), hostileTimeline(text))
      assert.ok(Buffer.byteLength(shown) < MOST_BYTES, `${Buffer.byteLength(shown)} bytes`)
      const page = readPage(shown)
      assert.match(withClass(page, 'trimmed')[0]?.text ?? '', /^Trimmed\. This page is kept below 2 MB: .* only in the grid/)
      for (const fragment of fragments(shown)) assert.ok(page.ids.includes(fragment), fragment)
    })
  }

  it('of thousands of requirements is kept by a grid of the first, and it says how many more there are', () => {
    const shown = html(report(Array.from({ length: 5000 }, (_, index) => verdict('pass', { id: `FRM-${index}` }))))
    const page = readPage(shown)
    assert.ok(Buffer.byteLength(shown) < MOST_BYTES)
    assert.equal(withClass(page, 'cell').length, 400)
    assert.ok(withClass(page, 'aside').some(({ text }) => text === '4600 more are not shown.'))
  })

  it('of a server that fails everything is kept by telling the last findings without their bytes', () => {
    const one = (index: number) =>
      verdict('fail', {
        id: `FRM-${1000 + index}`,
        expected: 'a',
        actual: 'b',
        evidence: [1, 2, 3].map(() => evidence({ excerpt: '\n'.repeat(4000), highlight: [0, 300] })),
      })
    const shown = html(report(Array.from({ length: 250 }, (_, index) => one(index))))
    const page = readPage(shown)
    assert.ok(Buffer.byteLength(shown) < MOST_BYTES)
    assert.match(
      withClass(page, 'trimmed')[0]?.text ?? '',
      /^Trimmed\. .*: \d+ of the findings are shown without their bytes\. All of it is in report\.json\.$/,
    )
    assert.equal(withClass(page, 'finding').length, 250)
  })
})
