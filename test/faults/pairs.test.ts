import { strict as assert } from 'node:assert'
import { faults } from '../../reference/index.js'
import { causesOf } from '../../reports/causes.js'
import type { Profile, Report } from '../../schemas/index.js'
import { isOfBrowsers, requirementsOf } from '../../suites/index.js'
import { isOwnLag } from '../on-time.js'
import { isOnTurn } from '../turn.js'
import { startWorkers } from './workers.js'

const PAIRS = 40
// Of a pair, one fault may keep the other from being seen.
const FEWEST_SEEN = 25
const AT_ONCE = 4
const STEPS = [7, 17] as const

type Fault = (typeof faults)[number]
type Pair = readonly [Fault, Fault]

/** Faults that break nothing in common, by a rule that picks none by hand. */
const pairsOf = (profile: Profile): Pair[] => {
  const onRequest = new Set(requirementsOf(profile).flatMap(one => (one.on_request === undefined ? [] : [one.id])))
  const all = faults.filter(
    one =>
      one.profile === profile &&
      one.underLoad !== true &&
      one.finite !== true &&
      !isOfBrowsers(one.breaks[0]) &&
      !onRequest.has(one.breaks[0]),
  )
  const at = (place: number) => all[place % all.length] ?? assert.fail()
  return Array.from({ length: all.length }, (_, place): Pair => [at(place * STEPS[0]), at(place * (STEPS[0] + 3) + STEPS[1])])
    .filter(([one, other]) => !one.breaks.some(id => other.breaks.includes(id)))
    .slice(0, PAIRS)
}

/** Both are seen: of each, the requirement that is about it failed. */
const showsBoth = ({ verdicts }: Report, pair: Pair): boolean =>
  pair.every(({ breaks: [about] }) => verdicts.some(({ id, verdict }) => id === about && (verdict === 'fail' || verdict === 'warn')))

for (const profile of ['sse', 'matrix'] as const) {
  describe(`two faults at once, profile ${profile}`, () => {
    let workers = startWorkers(0)
    before(() => {
      workers = startWorkers(AT_ONCE)
    })
    after(() => workers.stop())

    it('are both named, each as a cause of its own', async () => {
      const all = pairsOf(profile)
      assert.equal(all.length, PAIRS)
      const pairs = all.filter((_pair, place) => isOnTurn(place))
      const judged = await Promise.all(
        pairs.map(async pair => {
          const breaks = pair.flatMap(one => one.breaks)
          return { pair, report: await workers.judge({ profile, fault: pair.map(({ name }) => name), breaks }) }
        }),
      )
      const both = judged.filter(({ pair, report }) => showsBoth(report, pair))
      assert.ok(
        pairs.length < PAIRS || both.length >= FEWEST_SEEN,
        `${both.length} pairs show both: ${judged.flatMap(one => one.report.verdicts.filter(isOwnLag)).length} lags`,
      )
      for (const { pair, report } of both) {
        const causes = causesOf(report).map(({ first }) => first.map(({ id }) => id))
        const told = `${pair.map(({ name }) => name).join(' and ')}: ${causes.join(' ; ')}`
        const by = pair.map(({ breaks }) => causes.findIndex(ids => ids.some(id => breaks.includes(id))))
        assert.ok(by.every(place => place >= 0) && by[0] !== by[1], told)
      }
    })
  })
}
