import assert from 'node:assert/strict'
import { formats } from '../../reports/index.js'
import type { Report } from '../../schemas/index.js'
import { everyKind, report, verdict } from './fixtures.js'
import { parseXml } from './xml.js'

const svg = (shown: Report): string => formats.badge.render(shown)
const endpoint = (shown: Report) => JSON.parse(formats.shields.render(shown)) as Record<string, unknown>

describe('the badge', () => {
  it('tells how many MUSTs hold of those that say something about the target', () => {
    const shown = report(
      [
        verdict('pass'),
        verdict('warn', { id: 'A-02' }),
        verdict('not-applicable', { id: 'A-03' }),
        verdict('skip', { id: 'A-04' }),
        verdict('fail', { id: 'A-05', level: 'SHOULD' }),
      ],
      { conforms: true },
    )
    assert.equal(endpoint(shown).message, '2 of 3 MUST')
    assert.equal(endpoint(shown).label, 'ssespec sse')
    assert.equal(endpoint(shown).schemaVersion, 1)
  })

  it('has a colour for each outcome', () => {
    const colours = [report([verdict('pass')]), report([verdict('fail')]), report([verdict('inconclusive')]), report([])].map(
      shown => endpoint(shown).color,
    )
    assert.equal(new Set(colours).size, 4)
  })

  it('says where only a part was judged', () => {
    assert.equal(endpoint(report([verdict('pass')], { selected: 'quick' })).message, '1 of 1 MUST (quick)')
    assert.equal(endpoint(report([verdict('pass')], { selected: 'FRM' })).message, '1 of 1 MUST (part)')
  })

  it('is well-formed SVG with a title that says it all, and nothing that runs or is fetched', () => {
    const text = svg(everyKind())
    parseXml(text)
    assert.match(text, /<title>Does not conform to sse: \d+ of \d+ MUST<\/title>/)
    assert.doesNotMatch(text.replace('http://www.w3.org/2000/svg', ''), /script|href|https?:/)
    assert.equal(formats.badge.render(everyKind()), formats.badge.render(everyKind()))
  })
})
