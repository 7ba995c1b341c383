import { strict as assert } from 'node:assert'
import { check } from '../../api/index.js'
import type { Observation, Report, Sync, Verdict } from '../../schemas/index.js'
import { judge, requirementsOf } from '../../suites/index.js'
import { at, observation, oneExchange, response } from './observations.js'
import { OPTIONAL, type Optional, startRefusing } from './refusing-homeserver.js'

const told = ({ id, verdict, expected, actual, reason }: Verdict): string =>
  `${id} ${verdict}: expected ${expected}, actual ${actual} ${reason ?? ''}`
const isHeldAgainst = ({ verdict }: Verdict): boolean => ['fail', 'warn', 'error', 'inconclusive'].includes(verdict)

const WAYS = ['logout', 'device-deleted', 'password-changed', 'logout-all'] as const
type Way = (typeof WAYS)[number]

const said = (way: string) => ({ batch: 0, type: 'm.room.message', body: `said after ${way}`, at: at('revoked-1') })

const syncWith = (bodies: readonly string[]): Sync => ({
  count: 1 + bodies.length,
  responses: [],
  not_json: [],
  named: [],
  mismatched: [],
  without_next_batch: [],
  without_id: [],
  ids_without_sync: [],
  empty: [],
  picture: {
    rooms: {
      shared: {
        sections: [],
        timeline: bodies.map(said),
        state: [],
        state_after: [],
        stripped: [],
        gaps: [],
        ephemeral: [],
        account_data: [],
        with_state: 0,
        with_state_after: 0,
      },
    },
    presence: [],
    account_data: [],
    to_device: [],
    device_lists_changed: [],
    device_lists_left: [],
    key_counts: [],
    fallback_keys: [],
  },
})

const exchangeOf = (label: string, more: Parameters<typeof oneExchange>[2]) => oneExchange('revoked', label, more).exchanges

/** What `revoked` shows of a good homeserver that accepts these calls and refuses the others. */
const revokedBy = (accepted: readonly Way[]): Observation => {
  const isAccepted = (way: Way) => accepted.includes(way)
  const streams = WAYS.map(way => {
    const ended = { after_call: { ended_after_ms: 10, lag_ms: 0, at: at('revoked-1') } }
    return exchangeOf(way, isAccepted(way) ? { sync: syncWith([]), ...ended } : { sync: syncWith(WAYS) })
  })
  const again = WAYS.map(way =>
    exchangeOf(
      `${way}, again`,
      isAccepted(way) ? { stream: false, response: response('revoked-2', { status: 401, errcode: 'M_UNKNOWN_TOKEN' }) } : {},
    ),
  )
  const calls = WAYS.map(way => [way, { method: 'POST', status: isAccepted(way) ? 200 : 404, after_ms: 1, at: at(way) }] as const)
  return observation('revoked', { exchanges: Object.assign({}, ...streams, ...again), calls: Object.fromEntries(calls) })
}

const ROWS = ['SEC-06', 'SEC-06b', 'SEC-06c', 'SEC-06d', 'SEC-06e', 'SEC-07']
const OF_WAY: Readonly<Record<Way, string>> = {
  logout: 'SEC-06',
  'device-deleted': 'SEC-06b',
  'password-changed': 'SEC-06c',
  'logout-all': 'SEC-06d',
}
const rows = requirementsOf('matrix').filter(({ id }) => ROWS.includes(id))
const verdictsOn = (seen: Observation): Map<string, Verdict['verdict']> =>
  new Map(judge(rows, [seen], { profile: 'matrix', strict: false, quick: false, only: ROWS }).map(({ id, verdict }) => [id, verdict]))

const subsets = Array.from({ length: 1 << WAYS.length }, (_one, bits) => WAYS.filter((_way, place) => (bits & (1 << place)) !== 0))

describe('a way to revoke a token that the homeserver refuses', () => {
  for (const accepted of subsets) {
    it(`is not applicable, and the others are judged: ${accepted.join(', ') || 'none'} accepted`, () => {
      const verdicts = verdictsOn(revokedBy(accepted))
      for (const way of WAYS) assert.equal(verdicts.get(OF_WAY[way]), accepted.includes(way) ? 'pass' : 'not-applicable')
      for (const id of ['SEC-06e', 'SEC-07']) assert.equal(verdicts.get(id), accepted.length > 0 ? 'pass' : 'not-applicable')
    })
  }

  it('hides no stream that reads on after one that was accepted', () => {
    for (const way of WAYS) {
      const good = revokedBy([way])
      const reads = { ...good, exchanges: { ...good.exchanges, ...exchangeOf(way, { sync: syncWith(WAYS) }) } }
      assert.equal(verdictsOn(reads).get('SEC-06e'), 'fail', way)
      const opens = { ...good, exchanges: { ...good.exchanges, ...exchangeOf(`${way}, again`, {}) } }
      assert.equal(verdictsOn(opens).get('SEC-07'), 'fail', way)
    }
  })
})

describe('a homeserver that refuses calls of the Client-Server API', () => {
  const reportOn = async (refused: readonly Optional[], status: number, only?: readonly string[]): Promise<Report> => {
    const homeserver = await startRefusing(refused, status)
    try {
      const config = { ...homeserver.config, tolerance: { wait_ms: 1_500 } }
      return (await check({ config, quick: true, ...(only === undefined ? {} : { only }) })).report
    } finally {
      await homeserver.stop()
    }
  }
  const reasonOf = ({ verdicts }: Report, id: string): string | undefined => {
    const found = verdicts.find(one => one.id === id)
    return found?.verdict === 'not-applicable' ? found.reason : undefined
  }

  for (const [refused, id] of [
    ['password', 'SEC-06c'],
    ['devices', 'SEC-06b'],
    ['logout', 'SEC-06'],
  ] as const) {
    it(`${refused}: only that is not applicable`, async () => {
      const report = await reportOn([refused], 404, [...ROWS, 'LIF-11'])
      assert.deepEqual(report.verdicts.filter(isHeldAgainst).map(told), [])
      assert.match(reasonOf(report, id) ?? '', /homeserver refused/)
    })
  }

  it('all of what it may refuse: nothing fails, and what could not be set up is not applicable', async () => {
    const report = await reportOn(Object.keys(OPTIONAL) as Optional[], 501)
    assert.deepEqual(report.verdicts.filter(isHeldAgainst).map(told), [])
    for (const id of [
      'SEC-06',
      'SEC-07',
      'SEC-09',
      'SEC-08c',
      'SEC-08d',
      'SEC-08e',
      'RES-14',
      'SYN-03g',
      'SYN-04',
      'SYN-07',
      'SYN-14',
      'SYN-15',
    ])
      assert.ok(reasonOf(report, id) !== undefined, id)
    assert.equal(report.conforms, true)
  })
})
