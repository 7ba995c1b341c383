import { strict as assert } from 'node:assert'
import { documentFaults, type Observation, type Requirement, type Verdict } from '../../schemas/index.js'
import { judge, requirementsOf } from '../../suites/index.js'
import { changed, placesOf, VALUES } from './changes.js'
import { deliveredTo, oneExchange, response } from './observations.js'
import { referenceRun } from './reference-run.js'

/** What a quick run does not show, as a good server would. */
const BY_HAND: readonly Observation[] = [
  deliveredTo(
    'stalled-reader',
    Array.from({ length: 16 }, (_one, index) => `event ${index + 1}`),
  ),
  oneExchange('ten-minutes', '1'),
  oneExchange('slow-head', 'drip', { outcome: 'reset' }),
]

// What takes two changes from a chunked stream takes one from a stream that its end delimits.
const CLOSE_DELIMITED = oneExchange('run', 'idle-1', {
  response: response('idle-1', { delimiter: 'close', has_transfer_coding: false }),
})
const BEGINNINGS: Readonly<Record<string, Observation>> = { 'HTTP-04b': CLOSE_DELIMITED }

const verdictOn = (requirement: Requirement, observation: Observation): Verdict => {
  const [verdict, ...more] = judge([requirement], [observation], { profile: 'sse', strict: false, quick: false, only: [requirement.id] })
  assert.ok(verdict !== undefined && more.length === 0)
  return verdict
}

const isHeld = ({ verdict, reading }: Verdict): boolean => verdict === 'pass' && reading === 'strict'
const isViolated = ({ verdict, level, reading }: Verdict): boolean =>
  verdict === 'fail' || verdict === 'warn' || (level === 'MAY' && verdict === 'pass' && reading === undefined)

/** An observation that is valid and differs in one place from one that holds. */
const violation = (requirement: Requirement, good: Observation): Observation | undefined => {
  for (const path of placesOf(requirement.strict, good)) {
    for (const value of VALUES) {
      const bad = changed(good, path, value) as Observation
      // What is no observation may break the judge, which takes none.
      if (documentFaults('observation', bad).length === 0 && isViolated(verdictOn(requirement, bad))) return bad
    }
  }
  return undefined
}

describe('the schemas of a requirement', () => {
  const observations = new Map<string, Observation>()

  before('the reference is judged', async function () {
    this.timeout(60_000)
    const run = await referenceRun()
    for (const observation of [...BY_HAND, ...run.observations]) {
      // Of many streams of one kind a few say it all.
      const exchanges = Object.fromEntries(Object.entries(observation.exchanges).slice(0, 8))
      const isAbsent = observation.state === 'absent' || observation.state === 'skipped'
      if (!isAbsent) observations.set(observation.scenario, observation.scenario === 'run' ? { ...observation, exchanges } : observation)
    }
  })

  it('by hand are observations', () => {
    for (const observation of [...BY_HAND, CLOSE_DELIMITED]) assert.deepEqual(documentFaults('observation', observation), [])
  })

  for (const requirement of requirementsOf('sse')) {
    it(`${requirement.id} hold of a good server, and one change of what they speak of violates them`, () => {
      const good = BEGINNINGS[requirement.id] ?? observations.get(requirement.scenario)
      assert.ok(good !== undefined, `an observation of ${requirement.scenario}`)
      const verdict = verdictOn(requirement, good)
      assert.ok(isHeld(verdict) || requirement.level.sse === 'MAY', `${verdict.verdict}: ${verdict.reason}`)
      if (isHeld(verdict)) assert.ok(violation(requirement, good) !== undefined, 'nothing violates it')
    })
  }
})
