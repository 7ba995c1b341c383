import { strict as assert } from 'node:assert'
import type { Judged } from '../../api/judge.js'
import { createFleet, ENGINES } from '../../record/index.js'
import { faults } from '../../reference/index.js'
import type { Observation, Profile, Requirement } from '../../schemas/index.js'
import { faultOf, isOfBrowsers, judge, requirementsOf } from '../../suites/index.js'
import { onTime } from '../on-time.js'
import { isOnTurn } from '../turn.js'
import { judgedInBrowsers, needsBrowsers } from './judged.js'

// What a fault withholds is waited for in vain: the next ones are served meanwhile.
const AT_ONCE = 2

const ofBrowsers = (profile: Profile): Requirement[] => requirementsOf(profile).filter(({ id }) => isOfBrowsers(id))

const isBinding = ({ level }: Requirement, profile: Profile): boolean => level[profile]?.startsWith('MUST') === true

/** The faults that prove requirements of browsers, each with those. */
const byFault = (profile: Profile): Map<string, Requirement[]> => {
  const found = new Map<string, Requirement[]>()
  for (const requirement of ofBrowsers(profile)) {
    const fault = faultOf(requirement, profile)
    if (fault === undefined) continue
    found.set(fault, [...(found.get(fault) ?? []), requirement])
  }
  return found
}

/** The verdict as it would be with this one browser. */
const inOne = (engine: string, requirement: Requirement, observations: readonly Observation[], profile: Profile) => {
  const own = observations.map(one => {
    const seen = one.browsers?.[engine]
    return { ...one, browsers: seen === undefined ? {} : { [engine]: seen } }
  })
  return judge([requirement], own, { profile, strict: false, quick: false, only: [requirement.id] })[0]
}

/** Requirements that name one engine, or that count what all of them left behind. */
const enginesOf = ({ scenario }: Requirement): readonly string[] =>
  scenario === 'browser-close'
    ? ['all']
    : ENGINES.filter(engine => !ENGINES.some(one => scenario === `browser-${one}`) || scenario === `browser-${engine}`)

describe('faults that pages meet', () => {
  const fleet = createFleet()

  before(async function () {
    await needsBrowsers(this)
  })
  after(() => fleet.close())

  for (const profile of ['sse', 'matrix'] as const) {
    it(`every MUST of browsers names one, profile ${profile}`, () => {
      const known = new Set(faults.map(({ name }) => name))
      const without = ofBrowsers(profile).filter(one => isBinding(one, profile) && !known.has(faultOf(one, profile) ?? ''))
      assert.deepEqual(
        without.map(({ id }) => id),
        [],
      )
    })

    const all = [...byFault(profile)]
      .map(([fault, requirements]) => ({ fault, requirements, only: requirements.map(({ id }) => id) }))
      .filter((_fault, place) => profile === 'sse' || isOnTurn(place))
    const judgings = new Map<string, Promise<Judged>>()
    const judged = ({ fault, only }: (typeof all)[number]): Promise<Judged> => {
      const before = judgings.get(fault)
      if (before !== undefined) return before
      const judging = onTime(
        () => judgedInBrowsers({ profile, fault, only, fleet }),
        ({ report }) => report.verdicts,
      )
      judging.catch(() => {})
      judgings.set(fault, judging)
      return judging
    }

    for (const [place, { fault, requirements, only }] of all.entries()) {
      it(`${fault} is caught by ${only.join(', ')} in every browser, profile ${profile}`, async () => {
        const [judging] = all.slice(place, place + AT_ONCE).map(judged)
        assert.ok(judging)
        const { report, observations } = await judging
        const missed = requirements.flatMap(requirement =>
          enginesOf(requirement).flatMap(engine => {
            const verdict =
              engine === 'all' ? report.verdicts.find(({ id }) => id === requirement.id) : inOne(engine, requirement, observations, profile)
            const expected = isBinding(requirement, profile) ? 'fail' : 'warn'
            return verdict?.verdict === expected ? [] : [`${requirement.id} in ${engine}: ${verdict?.verdict} ${verdict?.reason ?? ''}`]
          }),
        )
        assert.deepEqual(missed, [])
      })
    }
  }
})
