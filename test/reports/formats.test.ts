import assert from 'node:assert/strict'
import fc from 'fast-check'

import { formats, isFormatName, renderJson } from '../../reports/index.js'
import { documentFaults } from '../../schemas/index.js'
import { everyKind, filledWith, HOSTILE } from './fixtures.js'
import { hostileText } from './hostile-text.js'

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  )
}

describe('the formats', () => {
  it('are known by name, and by nothing else', () => {
    assert.deepEqual(Object.keys(formats), ['terminal', 'html', 'json', 'junit', 'markdown', 'github', 'badge', 'shields'])
    assert.ok(isFormatName('junit'))
    assert.ok(!isFormatName('toString'))
  })

  it('have their files in a bundle', () => {
    assert.deepEqual(
      [formats.html, formats.json, formats.junit, formats.markdown, formats.badge, formats.shields].map(({ file }) => file),
      ['report.html', 'report.json', 'junit.xml', 'summary.md', 'badge.svg', 'badge.json'],
    )
  })

  it('each end with a line feed, and give the same text for the same report', () => {
    for (const { render } of Object.values(formats)) {
      const text = render(everyKind(), { colour: false, width: 80 })
      assert.ok(text.endsWith('\n') && !text.endsWith('\n\n'))
      assert.equal(render(everyKind(), { colour: false, width: 80 }), text)
    }
  })

  it('carry no control character but the line feed, whatever the target sent', () => {
    for (const { render } of Object.values(formats)) {
      fc.assert(
        fc.property(hostileText, text =>
          assert.doesNotMatch(render(filledWith(text), { colour: false, width: 80 }), /(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u),
        ),
        { numRuns: 30 },
      )
    }
  })
})

describe('report.json', () => {
  it('is the report', () => {
    for (const text of HOSTILE) assert.deepEqual(JSON.parse(renderJson(filledWith(text))), filledWith(text))
  })

  it('is valid by its schema', () => assert.deepEqual(documentFaults('report', JSON.parse(renderJson(everyKind()))), []))

  it('is the same bytes in whatever order the keys came, and begins with its format', () => {
    const text = renderJson(everyKind())
    assert.equal(renderJson(reversed(everyKind()) as ReturnType<typeof everyKind>), text)
    assert.match(text, /^\{\n {2}"format": "ssespec-report\/1",\n {2}"tool": \{\n {4}"name"/)
  })
})
