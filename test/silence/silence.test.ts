import { strict as assert } from 'node:assert'
import type { Report, Verdict } from '../../schemas/index.js'
import { startWorkers } from '../faults/workers.js'
import { isOwnLag } from '../on-time.js'
import { byTurns } from '../turn.js'
import { isProvenByLateEvents, isProvenBySilence } from './proves.js'

const REFUSED = 'publishing is refused'

const idsOf = ({ verdicts }: Report, ...kinds: Verdict['verdict'][]): string[] =>
  verdicts.filter(one => kinds.includes(one.verdict) && !isOwnLag(one)).map(({ id }) => id)

type About = Readonly<Record<string, readonly string[]>>

/** Rows about exactly what is wrong with the server. */
const ABOUT: About = {
  mute: ['HTTP-10'],
  'events-late': ['HTTP-10'],
  'stream-ends-after-an-event': ['LIF-11'],
  'one-event-in-five-lost': ['RES-20', 'RES-02', 'RES-03', 'RES-05', 'RES-11', 'RES-12', 'RES-13', 'RES-22', 'ID-08'],
  [REFUSED]: [],
}

/** On a homeserver, messages of rooms are lost: over cuts, in a timeline after a gap, beside /sync, among many, and in long timelines. */
const ABOUT_OF_MATRIX: About = {
  mute: ['HTTP-10'],
  'events-late': ['HTTP-10'],
  'stream-ends-after-an-event': ['LIF-11'],
  'one-event-in-five-lost': [
    'RES-02',
    'RES-03',
    'RES-03b',
    'RES-05',
    'RES-11',
    'RES-12',
    'RES-13',
    'RES-16c',
    'SYN-02b',
    'SYN-18b',
    'SYN-18d',
  ],
}

const MODES = [
  { profile: 'sse', oneChannel: false, about: ABOUT, told: 'with channels' },
  { profile: 'sse', oneChannel: true, about: ABOUT, told: 'on one channel' },
  { profile: 'matrix', oneChannel: false, about: ABOUT_OF_MATRIX, told: 'as a homeserver' },
] as const

for (const [place, { profile, oneChannel, about: faults, told }] of MODES.entries()) {
  describe(`a server that says too little, ${told}`, () => {
    // The first mode takes seconds, the others half a minute each.
    const judged = place === 0 ? it : byTurns(place * 4)
    let workers = startWorkers(0)
    before(() => {
      workers = startWorkers(2)
    })
    after(() => workers.stop())

    for (const [fault, about] of Object.entries(faults)) {
      judged(`${fault}: nothing fails but the rows about exactly that`, async () => {
        const report = await workers.judge({
          profile,
          fault: fault === REFUSED ? undefined : fault,
          breaks: [],
          beside: true,
          oneChannel,
          publishingRefused: fault === REFUSED,
        })
        assert.deepEqual(
          idsOf(report, 'fail', 'warn', 'error').filter(id => !about.includes(id)),
          [],
        )
        assert.ok(about.length === 0 || idsOf(report, 'fail', 'warn').length > 0, 'something fails')
        assert.equal(report.conforms, false)
        // What is not seen says why.
        assert.deepEqual(
          report.verdicts.filter(({ verdict, reason }) => verdict === 'inconclusive' && !reason).map(({ id }) => id),
          [],
        )
        // Where no event arrives, nothing passes but what that much proves.
        if (fault === 'one-event-in-five-lost' || fault === 'stream-ends-after-an-event') return
        // A homeserver's streams are watched for longer than events are late.
        const isProven = profile === 'matrix' && fault === 'events-late' ? isProvenByLateEvents : isProvenBySilence
        assert.deepEqual(
          idsOf(report, 'pass').filter(id => !isProven(id)),
          [],
        )
      })
    }
  })
}
