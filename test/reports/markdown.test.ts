import assert from 'node:assert/strict'
import fc from 'fast-check'

import { renderMarkdown } from '../../reports/markdown.js'
import { everyKind, evidence, filledWith, HOSTILE, report, verdict } from './fixtures.js'
import { hostileText } from './hostile-text.js'
import { bareText, fencesOf } from './markdown.js'
import { parseXml } from './xml.js'

const count = (lines: readonly string[], line: string): number => lines.filter(other => other === line).length

/** Asserts that there is no markup but the report's own. */
const assertUnbroken = (markdown: string, findings: number): void => {
  const { fences, outside } = fencesOf(markdown)
  assert.equal(fences.length, findings)
  assert.equal(count(outside, '<details>'), findings)
  assert.equal(count(outside, '</details>'), findings)
  const summaries = outside.filter(line => line.startsWith('<summary>'))
  assert.equal(summaries.length, findings)
  for (const summary of summaries) parseXml(summary)
  for (const line of outside.filter(other => !/^<(\/?details|summary)>/.test(other))) {
    const bare = bareText(line).replace(/^> ⚠️|^\*\*Fix:\*\*/, '')
    assert.doesNotMatch(bare, /[`*_[\]<>~$]|:\/\/|www\.|&(?!#8203;)|@(?!&#8203;)/, line)
    assert.doesNotMatch(line, /^ {0,3}([-+*=] *[-+*=] *[-+*=]|-[ \t]+([-+*#]|\d+[.)])[ \t])/, line)
  }
}

describe('the Markdown summary', () => {
  const markdown = renderMarkdown(everyKind())

  it('begins with what it comes to', () => {
    assert.match(markdown, /^## ❌ Does not conform to sse: 1 of 46 failed \(FRM-05\); /)
    assert.match(renderMarkdown(report([verdict('pass')])), /^## ✅ Conforms to sse: 1 passed in 15\.8 s\n/)
    assert.match(renderMarkdown(report([verdict('pass'), verdict('warn')])), /^## ✅ ⚠️ Conforms/)
    assert.match(renderMarkdown(report([verdict('inconclusive')])), /^## ⚠️ Not shown to conform/)
  })

  it('counts families up in a table', () => {
    assert.match(markdown, /^\| family \| passed \| failed \| in error \| warned \|/m)
    assert.match(markdown, /^\| Framing \| 25 \| 1 \| {2}\| {2}\| {2}\| {2}\| {2}\|$/m)
    const [head, ...rows] = markdown.split('\n').filter(line => line.startsWith('|'))
    assert.ok(rows.every(row => row.split('|').length === head?.split('|').length))
  })

  it('folds each finding, with its bytes in a fence', () => {
    const { fences } = fencesOf(markdown)
    assert.match(fences[0]?.join('\n') ?? '', /expected: the payload[\s\S]*│ data: one␍\n +│ {10}\^\n/)
    assert.match(markdown, /<summary>❌ <b>FRM-05<\/b> MUST: Each line/)
    assert.match(markdown, /\*\*Fix:\*\* Split the payload/)
    assert.match(markdown, /- WHATWG HTML, §9\.2\.6 Interpreting/)
    assertUnbroken(markdown, 4)
  })

  it('says each reason once, with all that share it', () => {
    assert.equal(markdown.match(/needs a way to publish/g)?.length, 1)
    assert.match(markdown, /- No heartbeat was seen within 5 s\. {2}\n {2}HB-03, HB-06\n/)
  })

  it('gives no remedy where nothing is held against the server', () => {
    assert.doesNotMatch(renderMarkdown(report([verdict('error', { reason: 'broke' })])), /Remedy/)
  })

  it('cannot be broken out of, whatever the target sent', () => {
    for (const text of HOSTILE) assertUnbroken(renderMarkdown(filledWith(text)), 4)
    fc.assert(
      fc.property(hostileText, text => assertUnbroken(renderMarkdown(filledWith(text)), 4)),
      { numRuns: 60 },
    )
  })

  it('has fences and code spans with more backticks than there are within', () => {
    const text = renderMarkdown(report([verdict('fail', { actual: 'a```````b' })], { target: 'a``b' }))
    assert.match(text, /^`{8}text\n[\s\S]*a`{7}b\n[\s\S]*^`{8}$/m)
    assert.match(text, / ``` a``b ``` /)
  })

  it('leaves whole findings out where GitHub would take no more, and says so', () => {
    const excerpt = '`\n'.repeat(2000)
    const fail = verdict('fail', {
      expected: '漢'.repeat(3000),
      actual: '字'.repeat(3000),
      evidence: [evidence({ excerpt }), evidence({ excerpt })],
    })
    const large = renderMarkdown(report(Array.from({ length: 300 }, () => fail)))
    const bytes = Buffer.byteLength(large)
    assert.ok(bytes <= 1024 * 1024 && bytes > 900 * 1024, `${bytes}`)
    const [, left] = /> ⚠️ (\d+) parts left out/.exec(large) ?? []
    assertUnbroken(large, 300 - Number(left))
  })
})
