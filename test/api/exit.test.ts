import { strict as assert } from 'node:assert'
import { ConfigurationError } from '../../api/configuration-error.js'
import { exitCodeOf } from '../../api/index.js'
import { reportOn } from '../../api/report.js'
import { NothingSelectedError } from '../../api/selection.js'
import { exitCodeFor } from '../../cli/exit-code.js'
import { UnreachableError } from '../../record/index.js'
import type { Level, Observation, Requirement } from '../../schemas/index.js'
import { observation } from '../suites/observations.js'

const ALWAYS = {}
const NEVER = { properties: { heads: { minimum: 100 } } }
const GIVEN = { given: NEVER, given_when: 'there were many heads' }

const requirement = (level: Level, more: Partial<Requirement>): Requirement => ({
  id: 'FRM-99',
  level: { sse: level },
  requirement: 'It is so.',
  source: [{ spec: 'WHATWG HTML', clause: '9.2.6', says: 'It is so.' }],
  derived: false,
  basis: 'standard',
  scenario: 'idle',
  strict: ALWAYS,
  catches: 'what is not',
  remedy: 'Make it so.',
  ...more,
})

const reportOf = (requirements: readonly Requirement[], seen: readonly Observation[] = [observation('idle')]) =>
  reportOn(
    {
      header: {
        format: 'ssespec-recording/1',
        tool: { name: 'ssespec', version: '0.0.0' },
        target: 'a',
        profile: 'sse',
        configuration: {},
        clock: { resolution_ns: 1 },
        started: '',
        scenarios: [],
      },
      observations: seen,
      lag_max_ms: 0,
      ended_ms: 1,
    },
    requirements,
    { strict: false, quick: false },
    async () => new Map(),
  )

const outcome = async (...requirements: Requirement[]) => {
  const report = await reportOf(requirements)
  return [report.conforms, exitCodeOf(report)]
}

const pass = requirement('MUST', {})

describe('a report', () => {
  it('conforms where nothing failed: 0', async () => {
    assert.deepEqual(await outcome(pass), [true, 0])
    assert.deepEqual(await outcome(pass, requirement('SHOULD', { strict: NEVER })), [true, 0])
  })

  it('does not conform where a MUST failed: 1, whatever else is inconclusive', async () => {
    const fail = requirement('MUST NOT', { strict: NEVER })
    assert.deepEqual(await outcome(pass, fail), [false, 1])
    assert.deepEqual(await outcome(fail, requirement('MUST', GIVEN)), [false, 1])
  })

  it('is inconclusive where a MUST is: 4; where a SHOULD is it conforms', async () => {
    assert.deepEqual(await outcome(pass, requirement('MUST', GIVEN)), [false, 4])
    assert.deepEqual(await outcome(pass, requirement('SHOULD', GIVEN)), [true, 0])
  })

  it('of which nothing was judged does not conform: 4', async () => {
    assert.deepEqual(await outcome(requirement('MUST', { scenario: 'other' })), [false, 4])
  })

  it('counts its verdicts by kind', async () => {
    const { summary } = await reportOf([
      pass,
      requirement('MUST', { strict: NEVER }),
      requirement('SHOULD', { strict: NEVER }),
      requirement('MUST', GIVEN),
      requirement('MUST', { scenario: 'other' }),
    ])
    assert.deepEqual(summary, { pass: 1, warn: 1, fail: 1, skip: 1, not_applicable: 0, inconclusive: 1, error: 0 })
  })
})

describe('what goes wrong', () => {
  it('ends with 2 for the configuration, 3 for a target out of reach, 5 for nothing selected, 4 for all else', () => {
    assert.equal(exitCodeFor(new ConfigurationError('a')), 2)
    assert.equal(exitCodeFor(new UnreachableError('a', 'b')), 3)
    assert.equal(exitCodeFor(new NothingSelectedError(['a'], 'sse')), 5)
    assert.equal(exitCodeFor(new Error('a')), 4)
    assert.equal(exitCodeFor('a'), 4)
  })
})
