import { strict as assert } from 'node:assert'
import type { Report, Verdict } from '../../schemas/index.js'
import { startWorkers } from '../faults/workers.js'
import { isOwnLag } from '../on-time.js'
import { isProvenBySilence } from './proves.js'

const REFUSED = 'publishing is refused'
const EVERYTHING = { place: 0, of: 1 }

const idsOf = ({ verdicts }: Report, ...kinds: Verdict['verdict'][]): string[] =>
  verdicts.filter(one => kinds.includes(one.verdict) && !isOwnLag(one)).map(({ id }) => id)

/** Rows about exactly what is wrong with the server. */
const ABOUT: Readonly<Record<string, readonly string[]>> = {
  mute: ['HTTP-10'],
  'events-late': ['HTTP-10'],
  'stream-ends-after-an-event': ['LIF-11'],
  'one-event-in-five-lost': ['RES-20', 'RES-02', 'RES-03', 'RES-05', 'RES-11', 'RES-12', 'RES-13', 'ID-08'],
  [REFUSED]: [],
}

for (const oneChannel of [false, true]) {
  describe(`a server that says too little, ${oneChannel ? 'on one channel' : 'with channels'}`, () => {
    let workers = startWorkers(0)
    before(() => {
      workers = startWorkers(2)
    })
    after(() => workers.stop())

    for (const [fault, about] of Object.entries(ABOUT)) {
      it(`${fault}: nothing fails but the rows about exactly that`, async () => {
        const report = await workers.judge({
          profile: 'sse',
          fault: fault === REFUSED ? undefined : fault,
          breaks: [],
          beside: EVERYTHING,
          oneChannel,
          publishingRefused: fault === REFUSED,
        })
        assert.deepEqual(
          idsOf(report, 'fail', 'warn', 'error').filter(id => !about.includes(id)),
          [],
        )
        assert.ok(about.length === 0 || idsOf(report, 'fail', 'warn').length > 0, 'something fails')
        assert.equal(report.conforms, false)
        // Where no event arrives, nothing passes but what that much proves.
        if (fault === 'one-event-in-five-lost' || fault === 'stream-ends-after-an-event') return
        assert.deepEqual(
          idsOf(report, 'pass').filter(id => !isProvenBySilence(id)),
          [],
        )
      })
    }
  })
}
