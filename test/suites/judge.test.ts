import { strict as assert } from 'node:assert'
import type { Level } from '../../schemas/index.js'
import { judge } from '../../suites/index.js'
import { briefly, FEW, NONE, requirement, verdictOf, withIds } from './judged.js'
import { observation } from './observations.js'

describe('the verdict on facts', () => {
  it('is pass where the strict reading holds', () => {
    assert.deepEqual(briefly(requirement(), [withIds(0)]), ['pass', 'strict'])
  })

  it('is fail of a MUST and of a MUST NOT, warn of a SHOULD and of a SHOULD NOT, pass of a MAY', () => {
    const of = (level: Level) => briefly(requirement({}, level), [withIds(1)])
    assert.deepEqual(of('MUST'), ['fail', 'strict'])
    assert.deepEqual(of('MUST NOT'), ['fail', 'strict'])
    assert.deepEqual(of('SHOULD'), ['warn', 'strict'])
    assert.deepEqual(of('SHOULD NOT'), ['warn', 'strict'])
    assert.deepEqual(of('MAY'), ['pass', undefined])
  })

  it('is warn where only the lenient reading holds, and says which that is', () => {
    const both = requirement({ lenient: FEW, lenient_reading: 'A few are bearable.' })
    assert.deepEqual(briefly(both, [withIds(5)]), ['warn', 'lenient'])
    assert.equal(verdictOf(both, [withIds(5)]).reason, 'A few are bearable.')
    assert.deepEqual(briefly(both, [withIds(6)]), ['fail', 'strict'])
  })

  it('is fail where only the lenient reading of a MUST holds and the run is strict; a SHOULD stays a warn', () => {
    const both = { lenient: FEW, lenient_reading: 'A few are bearable.' }
    assert.deepEqual(briefly(requirement(both), [withIds(5)], { strict: true }), ['fail', 'lenient'])
    assert.deepEqual(briefly(requirement(both, 'SHOULD'), [withIds(5)], { strict: true }), ['warn', 'lenient'])
    assert.deepEqual(briefly(requirement({}, 'SHOULD'), [withIds(5)], { strict: true }), ['warn', 'strict'])
  })

  it('tells what was expected and what was there, and how much more of it', () => {
    const two = requirement({ strict: { allOf: [NONE, { properties: { heads: { const: 7 } } }] } })
    const { expected, actual } = verdictOf(two, [withIds(3)])
    assert.equal(expected, 'number of ids: at most 0')
    assert.equal(actual, '3 (and 1 more)')
  })

  it('shows with a pass what it is asked to show', () => {
    assert.equal(verdictOf(requirement({ shows: '/framing/line_ends' }), [withIds(0)]).actual, '{"lf":10,"crlf":0,"cr":0}')
    assert.equal(verdictOf(requirement(), [withIds(0)]).actual, undefined)
  })

  it('is an error of its own row where the facts could not be derived, or not judged', () => {
    const broken = withIds(1, { state: 'broken', reason: 'RangeError: too deep' })
    const { verdict, reason } = verdictOf(requirement(), [broken])
    assert.equal(verdict, 'error')
    assert.match(reason ?? '', /scenario idle: RangeError: too deep\. Please report/)
    const unreadable = requirement({ strict: { $ref: 'nowhere' } })
    const rows = judge([unreadable, requirement()], [withIds(1)], { profile: 'sse', strict: false, quick: false })
    assert.deepEqual(
      rows.map(row => row.verdict),
      ['error', 'fail'],
    )
  })

  it('carries what the requirement is, and is given to none of another profile', () => {
    const { id, level, requirement: text, scenario, source, remedy, derived } = verdictOf(requirement(), [withIds(0)])
    const one = requirement()
    assert.deepEqual(
      [id, level, text, scenario, source, remedy, derived],
      [one.id, 'MUST', one.requirement, one.scenario, one.source, one.remedy, one.derived],
    )
    assert.deepEqual(judge([requirement({ level: { matrix: 'MUST' } })], [withIds(1)], { profile: 'sse', strict: false, quick: false }), [])
  })

  it('takes its limits from the observation', () => {
    const slow = requirement({ strict: { properties: { heads: { maximum: { $data: '/tolerance_ms' } } } } })
    assert.deepEqual(briefly(slow, [withIds(0, { heads: 250 })]), ['pass', 'strict'])
    assert.deepEqual(briefly(slow, [withIds(0, { heads: 251 })]), ['fail', 'strict'])
  })
})

describe('there is no verdict on facts', () => {
  const reason = (...given: Parameters<typeof verdictOf>) => {
    const { verdict, reason: why, reading } = verdictOf(...given)
    assert.equal(reading, undefined)
    return [verdict, why]
  }

  it('where the scenario was skipped, for its reason', () => {
    assert.deepEqual(reason(requirement(), [withIds(1, { state: 'skipped', reason: 'no hook' })]), ['skip', 'no hook'])
  })

  it('where it is judged on request and was not named by its id', () => {
    const asked = requirement({ on_request: 'it takes a minute' })
    for (const only of [undefined, ['FRM'], ['FRM-98']]) {
      const [verdict, why] = reason(asked, [withIds(1)], only === undefined ? {} : { only })
      assert.equal(verdict, 'skip')
      assert.match(why ?? '', /it takes a minute; use --only FRM-99/)
    }
    assert.deepEqual(briefly(asked, [withIds(1)], { only: ['FRM-99'] }), ['fail', 'strict'])
  })

  it('where the scenario is not there: quick left it out, or it is not part of the run', () => {
    for (const seen of [[], [withIds(1, { state: 'absent' })]]) {
      assert.deepEqual(reason(requirement(), seen, { quick: true }), ['skip', 'takes too long for --quick: run without it'])
      assert.deepEqual(reason(requirement(), seen), ['skip', 'scenario idle is not part of this run'])
    }
  })

  it('where the run as a whole could not be, for its reason', () => {
    const given = requirement({ given: { properties: { heads: { minimum: 5 } } } })
    assert.deepEqual(reason(given, [withIds(1, { reason: 'the server answered 404' })]), ['skip', 'the server answered 404'])
  })

  it('where the scenario failed or did not end: inconclusive', () => {
    assert.deepEqual(reason(requirement(), [withIds(0, { state: 'failed', reason: 'late' })]), [
      'inconclusive',
      'scenario idle did not finish: late',
    ])
    assert.deepEqual(reason(requirement(), [withIds(0, { state: 'incomplete' })]), [
      'inconclusive',
      'scenario idle did not finish: the recording stops',
    ])
  })

  it('where the parsers disagree: error, with the place', () => {
    const at = { connection: 'idle-1', offset: 7, length: 1, t_ms: 1 }
    const torn = withIds(0, { parser: { disagreements: [{ census: 'no event', parser: '{}', at }] } })
    assert.equal(verdictOf(requirement(), [torn]).verdict, 'error')
    assert.deepEqual(verdictOf(requirement(), [torn]).evidence, [at])
  })

  it('where there is nothing to judge: not-applicable, whatever is given', () => {
    const applies = requirement({
      applies: { properties: { heads: { minimum: 5 } } },
      given: { properties: { heads: { minimum: 9 } } },
      applies_when: 'There are five heads.',
    })
    assert.deepEqual(reason(applies, [withIds(1)]), ['not-applicable', 'There are five heads.'])
  })

  it('where the situation did not come about: inconclusive, with what was missing', () => {
    const given = requirement({ given: { properties: { heads: { minimum: 5 } } }, given_when: 'there were five heads' })
    const [verdict, why] = reason(given, [withIds(1)])
    assert.equal(verdict, 'inconclusive')
    assert.match(why ?? '', /^not observed: there were five heads \(expected: heads: at least 5; actual: 1\)$/)
    assert.deepEqual(briefly(given, [withIds(1, { heads: 5 })]), ['fail', 'strict'])
  })

  it('where the situation did not come about without a hook or in a capture: skip, with what to do', () => {
    const given = requirement({ given: { properties: { heads: { minimum: 5 } } }, given_when: 'there were five heads' })
    const { requested } = observation('idle')
    const [verdict, why] = reason(given, [withIds(1, { requested: { ...requested, publish: false } })])
    assert.equal(verdict, 'skip')
    assert.match(why ?? '', /there were five heads\. Set hooks\.publish/)
    const [captured, because] = reason(given, [withIds(1, { requested: { ...requested, publish: false, capture: true } })])
    assert.equal(captured, 'skip')
    assert.match(because ?? '', /not in the capture: there were five heads/)
  })
})
