import { strict as assert } from 'node:assert'
import { createFleet } from '../../record/index.js'
import type { Verdict } from '../../schemas/index.js'
import { onTime } from '../on-time.js'
import { judgedInBrowsers, needsBrowsers, type Task } from './judged.js'

const told = ({ id, verdict, expected, actual, reason }: Verdict): string =>
  `${id} ${verdict}: expected ${expected}, actual ${actual} ${reason ?? ''}`

// What the vectors show is the browsers' own: once is enough.
const REFERENCES = {
  'the reference server': { profile: 'sse' },
  'the Matrix reference': { profile: 'matrix', quick: true },
  'the gateway': { profile: 'matrix', gateway: true, quick: true },
} as const satisfies Readonly<Record<string, Pick<Task, 'profile' | 'gateway' | 'quick'>>>

describe('pages in real browsers', () => {
  const fleet = createFleet()

  before(async function () {
    await needsBrowsers(this)
  })
  after(() => fleet.close())

  const passes = async (name: keyof typeof REFERENCES): Promise<void> => {
    const { report, observations } = await onTime(
      () => judgedInBrowsers({ ...REFERENCES[name], only: ['BRW'], fleet }),
      one => one.report.verdicts,
    )
    const odd = report.verdicts.filter(({ verdict, id }) => verdict !== 'pass' && !(verdict === 'skip' && id === 'BRW-17'))
    assert.deepEqual(odd.map(told), [], name)
    assert.ok(report.verdicts.length >= 40)
    const open = observations.find(({ scenario }) => scenario === 'browser-open')
    assert.deepEqual(Object.keys(open?.browsers ?? {}).sort(), ['chromium', 'firefox', 'webkit'])
  }

  for (const name of Object.keys(REFERENCES) as (keyof typeof REFERENCES)[])
    it(`${name} passes all that is judged in Chromium, Firefox and WebKit`, () => passes(name))
})
