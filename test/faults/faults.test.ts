import { strict as assert } from 'node:assert'
import { faults } from '../../reference/index.js'
import { causesOf } from '../../reports/causes.js'
import { type Profile, profileNames, type Report, type Verdict } from '../../schemas/index.js'
import { faultOf, homeOf, isOfBrowsers, requirementsOf as requirementsIn } from '../../suites/index.js'
import { isOwnLag, onTime } from '../on-time.js'
import { isOnTurn } from '../turn.js'
import type { Task } from './worker.js'
import { startWorkers } from './workers.js'

/** What pages see is judged in test/browser. */
const requirementsOf = (profile: Profile) => requirementsIn(profile).filter(({ id }) => !isOfBrowsers(id))

const AT_ONCE = 6
const AHEAD = 10 * AT_ONCE

const isOpen = ({ verdict }: Verdict): boolean => ['fail', 'warn', 'error', 'inconclusive'].includes(verdict)
/** A verdict that changed; that this machine lagged is none. */
const isFlipped = (one: Verdict): boolean => isOpen(one) && !isOwnLag(one)
const told = ({ id, verdict, expected, actual, reason }: Verdict): string =>
  `${id} ${verdict}: expected ${expected}, actual ${actual} ${reason ?? ''}`

/**
 * The faults that prove the requirements of a profile, and every other of its own. On its turn a fault is judged beside all scenarios and in every
 * mode; else it is judged by the scenarios of what it breaks, and once.
 */
const faultsOf = (profile: Profile) => {
  const named = new Set(requirementsOf(profile).map(one => faultOf(one, profile)))
  // What is judged on request takes minutes: bench/random-cuts.ts, and by hand.
  const onRequest = new Set(requirementsOf(profile).flatMap(one => (one.on_request === undefined ? [] : [faultOf(one, profile)])))
  return faults.filter(
    fault =>
      !onRequest.has(fault.name) &&
      fault.underLoad !== true &&
      !isOfBrowsers(fault.breaks[0]) &&
      (fault.profile === profile || named.has(fault.name)),
  )
}

/** Whose fault it is: the requirement that must catch it. */
const owners = (profile: Profile): ReadonlyMap<string, string> =>
  new Map(
    requirementsOf(profile).flatMap(one => {
      const fault = faultOf(one, profile)
      return fault === undefined ? [] : [[fault, one.id] as const]
    }),
  )

/** What takes megabytes or long is judged once, on the clean reference. */
const HEAVY = ['FRM-15', 'FRM-17', 'SEC-10', 'SEC-13', 'RES-19b', 'LIF-01', 'LIF-02']

/** A homeserver gives each scenario users of its own; most other servers have one channel for all. */
const MODES = [
  { profile: 'sse', oneChannel: false, told: 'sse, with channels' },
  { profile: 'sse', oneChannel: true, told: 'sse, on one channel' },
  { profile: 'matrix', oneChannel: false, told: 'matrix' },
  { profile: 'hop', oneChannel: false, told: 'hop' },
] as const

for (const { profile, oneChannel, told: mode } of MODES) {
  describe(`faults, profile ${mode}`, () => {
    const reports = new Map<string | undefined, Promise<Report>>()
    const caughtBy = owners(profile)
    const whole = faultsOf(profile).filter(fault => !oneChannel || fault.channels !== true)
    const all = whole.filter(fault => {
      const requirement = requirementsOf(profile).find(({ id }) => id === (caughtBy.get(fault.name) ?? fault.breaks[0]))
      const belongsHere = !oneChannel && (requirement === undefined || homeOf(requirement) === profile)
      return belongsHere || isOnTurn(faults.indexOf(fault))
    })
    let workers = startWorkers(0)

    before(() => {
      workers = startWorkers(AT_ONCE)
    })

    /** If this machine lagged too much for a verdict on what the fault must break, it is judged again. */
    const judgedOnTime = (task: Task): Promise<Report> =>
      onTime(
        () => workers.judge(task),
        ({ verdicts }) => verdicts.filter(({ id }) => task.fault === undefined || id === task.breaks[0]),
      )
    const judged = (fault: string | undefined, breaks: readonly string[]): Promise<Report> => {
      const known = reports.get(fault)
      if (known !== undefined) return known
      // That a defect of any event stream leaves the rest alone is shown on a server of event streams.
      const place = faults.findIndex(one => one.name === fault && one.profile === profile)
      const beside = fault === undefined || (place >= 0 && isOnTurn(place))
      const report = judgedOnTime({ profile, fault, breaks, beside, oneChannel })
      report.catch(() => {})
      reports.set(fault, report)
      return report
    }
    /** The workers always have something to do, and of a part of the tests (mocha -g) not everything is judged. */
    const judgedFrom = (place: number): Promise<Report> | undefined => {
      const [first] = all.slice(place, place + AHEAD).map(({ name, breaks }) => judged(name, breaks))
      return first
    }

    after(() => workers.stop())

    it('the clean reference passes everything that is judged', async () => {
      // By itself: what is heavy is timed, too.
      const report = await judged(undefined, HEAVY)
      judgedFrom(0)
      assert.deepEqual(report.verdicts.filter(isFlipped).map(told), [])
      assert.ok(report.summary.pass > requirementsOf(profile).length / 2)
      assert.equal(report.conforms, true)
    })

    it('every MUST names a fault, and every fault breaks requirements that there are', () => {
      const requirements = requirementsOf(profile)
      const binding = requirements.filter(({ level }) => level[profile]?.startsWith('MUST'))
      assert.deepEqual(
        binding.filter(one => faultOf(one, profile) === undefined).map(({ id }) => id),
        [],
      )
      const breaks = new Map<string, readonly string[]>(faults.map(fault => [fault.name, fault.breaks]))
      for (const [fault, id] of caughtBy) assert.equal(breaks.get(fault)?.[0], id, `${id} names ${fault}`)
      const ids = new Set(profileNames.flatMap(requirementsIn).map(({ id }) => id))
      assert.deepEqual(
        faults.flatMap(fault => fault.breaks.filter(id => !ids.has(id))),
        [],
      )
    })

    for (const [place, { name, breaks }] of all.entries()) {
      const id = caughtBy.get(name) ?? breaks[0]
      it(`${name} is caught by ${id}, and by nothing unrelated`, async () => {
        const report = await judgedFrom(place)
        const open = report?.verdicts.filter(isFlipped) ?? []
        const own = open.find(one => one.id === id)
        assert.ok(own, `${id} is not among ${open.map(told).join('\n')}`)
        // What the lenient reading of a MUST allows is a warning.
        const isForgiven = own.reading === 'lenient' || !own.level.startsWith('MUST')
        assert.equal(own.verdict, isForgiven ? 'warn' : 'fail', told(own))
        if (own.verdict === 'fail') assert.ok(own.evidence.length > 0, 'a failure has evidence')
        // What a fault keeps from being seen is inconclusive, and says why; it is no failure.
        const beside = open.filter(one => !breaks.includes(one.id))
        assert.deepEqual(beside.filter(one => one.verdict !== 'inconclusive' || !one.reason).map(told), [])
      })
    }

    it('the first cause that a report names is a requirement that the fault breaks, and of most faults the one about it', async () => {
      const named = await Promise.all(
        all
          .filter(({ name }) => reports.has(name))
          .map(async ({ name, breaks }) => {
            const [cause] = causesOf((await reports.get(name)) ?? assert.fail(name))
            const ids = cause?.first.map(({ id }) => id) ?? []
            return { name, ids, breaks: ids.some(id => breaks.includes(id)), isAbout: ids.includes(caughtBy.get(name) ?? breaks[0]) }
          }),
      )
      const others = named.filter(one => !one.isAbout).map(({ name, ids }) => `${name}: ${ids.join(' or ')}`)
      // Of all faults of this mode: an eighth of them is no sample.
      assert.ok(named.filter(one => !one.breaks).length <= 0.05 * whole.length, others.join('\n'))
      assert.ok(others.length <= 0.1 * whole.length, others.join('\n'))
    })
  })
}
