import assert from 'node:assert/strict'
import fc from 'fast-check'
import { formats } from '../../reports/index.js'
import { type everyKind, filledWith, report, verdict } from './fixtures.js'
import { hostileText } from './hostile-text.js'

const lines = (shown: ReturnType<typeof everyKind>): string[] => formats.github.render(shown).trimEnd().split('\n')

describe('the annotations', () => {
  it('tell of a failure with expected, actual and remedy, without a file', () => {
    const fail = verdict('fail', { expected: '100% a', actual: 'b' })
    const [first = ''] = lines(report([fail]))
    assert.match(first, /^::error title=FRM-05 MUST failed::.*%0Aexpected: 100%25 a%0Aactual: b%0Afix: /)
  })

  it('are one command a line, whatever the target sent', () => {
    fc.assert(
      fc.property(hostileText, text => {
        for (const line of lines(filledWith(text))) assert.match(line, /^::(error|warning|notice) title=[^:,\r\n]*::[^\r\n]*$/)
      }),
      { numRuns: 50 },
    )
  })

  it('are at most ten of a kind, the last telling how many more', () => {
    const many = lines(report(Array.from({ length: 25 }, (_, index) => verdict('fail', { id: `FRM-${index + 10}` }))))
    const errors = many.filter(line => line.startsWith('::error'))
    assert.equal(errors.length, 10)
    assert.match(errors.at(-1) ?? '', /^::error title=16 more failed::/)
  })

  it('leave out what the baseline expects, and tell what passes again', () => {
    const expectation = { reason: 'known', until: '2999-01-01' }
    const shown = report([
      verdict('fail', { baseline: { state: 'expected', ...expectation } }),
      verdict('pass', { id: 'FRM-06', baseline: { state: 'passes-again', ...expectation } }),
    ])
    const errors = lines(shown).filter(line => line.startsWith('::error'))
    assert.equal(errors.length, 1)
    assert.match(errors[0] ?? '', /^::error title=FRM-06 MUST passes again::.*known/)
  })
})
