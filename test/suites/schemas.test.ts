import { strict as assert } from 'node:assert'
import { documentFaults, type Observation, type Profile, profileNames, type Requirement, type Verdict } from '../../schemas/index.js'
import { isOfBrowsers, judge, requirementsOf } from '../../suites/index.js'
import { changed, placesOf, VALUES } from './changes.js'
import { INVITED, matrixByHand, SLOW_INITIAL_SYNC } from './matrix-by-hand.js'
import { at, deliveredTo, delivery, observation, oneExchange, response } from './observations.js'
import { referenceRun } from './reference-run.js'

/** What a quick run does not show, as a good server would. */
const BY_HAND: readonly Observation[] = [
  {
    ...deliveredTo('stalled-reader', ['before', 'unhindered', 'event 1', 'event 2', 'last'], { on_streams: 2 }),
    exchanges: oneExchange('stalled-reader', 'slow').exchanges,
  },
  deliveredTo(
    'hazardous-ids',
    ['with NUL', 'with edge space', 'with LF', 'with CR'].flatMap(name => [name, `after ${name}`]),
  ),
  { ...oneExchange('watch-idle', '1'), deliveries: { 'at last': delivery() } },
  oneExchange('watch-idle-http2', '1'),
  oneExchange('watch-sparse', '1'),
  oneExchange('watch-sparse-http2', '1'),
  observation('stalled-readers', {
    opened: 9,
    metrics: {
      before: { memory_bytes: 64 << 20, at: at('stalled-readers-1') },
      stalled: { more_memory_bytes: 1 << 20, at: at('stalled-readers-1') },
    },
  }),
  oneExchange('slow-head', 'drip', { outcome: 'reset' }),
  {
    ...oneExchange('finite-stream', 'first', {
      events: 6,
      arrival: { took_ms: 3000, spread_ms: 2800, lag_ms: 0, at: at('finite-stream-1') },
      end: { how: 'final-chunk', after_ms: 3000, prompted: false, pending: [], at: at('finite-stream-1') },
    }),
    ends: 1,
  },
  {
    ...oneExchange('fifteen-seconds', '1'),
    window_ms: 17_000,
    silences: [{ lasted_ms: 15_010, lag_ms: 0, at: at('fifteen-seconds-1') }],
  },
  ...matrixByHand,
]

// What takes two changes from a chunked stream takes one from a stream that its end delimits.
const CLOSE_DELIMITED = oneExchange('run', 'idle-1', {
  response: response('idle-1', { delimiter: 'close', has_transfer_coding: false }),
})
const ENDED: Observation = {
  ...oneExchange('run', 'idle-1', {
    end: { how: 'final-chunk', after_ms: 1, prompted: false, pending: [], at: { connection: 'idle-1', t_ms: 1 } },
  }),
  ends: 1,
}
const DROPPED: Observation = {
  ...deliveredTo('stalled-reader', ['unhindered']),
  exchanges: {
    ...oneExchange('stalled-reader', 'slow', {
      end: { how: 'reset', after_ms: 1, prompted: true, pending: [], at: { connection: 'slow-1', t_ms: 1 } },
    }).exchanges,
    ...oneExchange('stalled-reader', 'slow, resumed', { resumed: { missing: [], held: [], stale: [] } }).exchanges,
  },
}
/** The reference refuses such ids. */
const IDS_TAKEN = deliveredTo(
  'hazardous-ids',
  ['with NUL', 'with edge space'].flatMap(name => [name, `after ${name}`]),
)
const RESUMED: Observation = {
  ...oneExchange('resume-after-cut', '2', { resumed: { missing: [], held: [], stale: [] } }),
  framing: { ...oneExchange('resume-after-cut', '2').framing, ids: 1, ids_beyond_ascii: [{ text: 'é', at: at('resume-after-cut-1') }] },
}
const WITHOUT_IDS: Observation = {
  ...oneExchange('resume-after-cut', '2'),
  framing: { ...oneExchange('resume-after-cut', '2').framing, ids: 0 },
}
const WATCHED: Observation = {
  ...oneExchange('watch-idle', '1'),
  requested: { ...oneExchange('watch-idle', '1').requested, heartbeat_interval_s: 1, heartbeat_interval_ms: 1000 },
  heartbeats: [
    { bytes: ': \n\n', form: 'comment', first: false, after_ms: 1000, late_ms: 0, lag_ms: 0, at: { connection: 'watch-idle-1', t_ms: 1 } },
  ],
}
const EMPTY: Observation = {
  ...deliveredTo('empty-payload', ['before', 'after empty', 'after empty again']),
  deliveries: {
    ...deliveredTo('empty-payload', ['before', 'after empty', 'after empty again']).deliveries,
    empty: delivery({ expected: '', got: '' }),
    'empty again': delivery({ expected: '', got: null, fate: 'lost' }),
  },
}
const CAPTURED = oneExchange('run', 'capture', { unfinished: [] })
const BEGINNINGS: Readonly<Record<string, Observation>> = {
  'SYN-01d': INVITED,
  'HB-07': SLOW_INITIAL_SYNC,
  'HTTP-04b': CLOSE_DELIMITED,
  'HTTP-21b': ENDED,
  'FRM-27': ENDED,
  'FRM-20': EMPTY,
  'RES-19': DROPPED,
  'FRM-09b': IDS_TAKEN,
  'ID-04d': IDS_TAKEN,
  'HB-17': WATCHED,
  'ID-08c': RESUMED,
  'RES-21': WITHOUT_IDS,
  'FRM-27b': CAPTURED,
}

const verdictOn = (profile: Profile, requirement: Requirement, observation: Observation): Verdict => {
  const [verdict, ...more] = judge([requirement], [observation], { profile, strict: false, quick: false, only: [requirement.id] })
  assert.ok(verdict !== undefined && more.length === 0)
  return verdict
}

const isHeld = ({ verdict, reading }: Verdict): boolean => verdict === 'pass' && reading === 'strict'
const isViolated = ({ verdict, level, reading }: Verdict): boolean =>
  verdict === 'fail' || verdict === 'warn' || (level === 'MAY' && verdict === 'pass' && reading === undefined)

/** An observation that is valid and differs in one place from one that holds. */
const violation = (profile: Profile, requirement: Requirement, good: Observation): Observation | undefined => {
  for (const path of placesOf(requirement.strict, good)) {
    for (const value of VALUES) {
      const bad = changed(good, path, value) as Observation
      // What is no observation may break the judge, which takes none.
      if (documentFaults('observation', bad).length === 0 && isViolated(verdictOn(profile, requirement, bad))) return bad
    }
  }
  return undefined
}

// What holds for every event stream is shown on a server of event streams; the rest is a homeserver's.
const WHOSE: Readonly<Record<Profile, readonly Requirement[]>> = {
  // That each of browsers can be violated, test/browser shows by its faults.
  sse: requirementsOf('sse').filter(({ id }) => !isOfBrowsers(id)),
  hop: requirementsOf('hop'),
  matrix: requirementsOf('matrix').filter(({ level }) => level.sse === undefined),
}

for (const profile of profileNames)
  describe(`the schemas of a requirement, profile ${profile}`, () => {
    const observations = new Map<string, Observation>()

    before('the reference is judged', async () => {
      const run = await referenceRun(profile)
      for (const observation of [...BY_HAND, ...run.observations]) {
        // Of many streams of one kind a few say it all.
        const exchanges = Object.fromEntries(Object.entries(observation.exchanges).slice(0, 8))
        const isAbsent = observation.state === 'absent' || observation.state === 'skipped'
        if (!isAbsent) observations.set(observation.scenario, observation.scenario === 'run' ? { ...observation, exchanges } : observation)
      }
    })

    it('by hand are observations', () => {
      for (const one of [...BY_HAND, CLOSE_DELIMITED, CAPTURED, INVITED, SLOW_INITIAL_SYNC])
        assert.deepEqual(documentFaults('observation', one), [])
    })

    for (const requirement of WHOSE[profile]) {
      it(`${requirement.id} hold of a good server, and one change of what they speak of violates them`, () => {
        const good = BEGINNINGS[requirement.id] ?? observations.get(requirement.scenario)
        assert.ok(good !== undefined, `an observation of ${requirement.scenario}`)
        const verdict = verdictOn(profile, requirement, good)
        assert.ok(isHeld(verdict) || requirement.level[profile] === 'MAY', `${verdict.verdict}: ${verdict.reason}`)
        if (isHeld(verdict)) assert.ok(violation(profile, requirement, good) !== undefined, 'nothing violates it')
      })
    }
  })
