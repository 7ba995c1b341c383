import { strict as assert } from 'node:assert'
import { join } from 'node:path'
import { check } from '../../api/index.js'
import { embeddedChannels } from '../../api/sse/embedded.js'
import { startReference } from '../../reference/index.js'
import { packageRoot } from '../../schemas/index.js'
import { runNode } from '../cli/ssespec.js'

const FIXTURE = join(packageRoot, 'test', 'api', 'fixtures', 'conformance.ts')
const MOCHA = join(packageRoot, 'node_modules', 'mocha', 'bin', 'mocha.js')
const only = ['FRM-05', 'FRM-20', 'SEC-01', 'SEC-02', 'LIF-06']

interface Told {
  readonly stats: { readonly tests: number; readonly passes: number; readonly pending: number; readonly failures: number }
  readonly failures: readonly { readonly title: string; readonly fullTitle: string; readonly err: { readonly message: string } }[]
  readonly pending: readonly { readonly title: string }[]
}

describe('ssespec/mocha', () => {
  it("gives in a user's own suite the verdicts of check, one test a requirement", async () => {
    const reference = await startReference({ fault: 'newline-unprefixed', token: 'ssespec-embedded-reference-token', control: true })
    try {
      const { token: _token, ...open } = embeddedChannels.configuration(reference)
      const config = { ...open, headers: { Authorization: 'Bearer ssespec-embedded-reference-token' } }
      const { summary, verdicts } = (await check({ config, only, quick: true })).report
      const ran = await runNode([MOCHA, '--no-config', '--reporter', 'json', FIXTURE], {
        environment: { CONFORMANCE: JSON.stringify({ config, only }) },
        folder: packageRoot,
      })
      const told: Told = JSON.parse(ran.out)
      assert.ok(summary.fail > 0 && summary.pass > 0 && summary.skip > 0, JSON.stringify(summary))
      assert.equal(ran.code, summary.fail)
      assert.deepEqual(
        [told.stats.tests, told.stats.passes, told.stats.failures, told.stats.pending],
        [verdicts.length, summary.pass + summary.warn, summary.fail, summary.skip + summary.not_applicable + summary.inconclusive],
      )
      const failed = verdicts.filter(({ verdict }) => verdict === 'fail')
      assert.deepEqual(
        told.failures.map(({ title }) => title),
        failed.map(({ id, level, requirement }) => `${id} ${level} ${requirement}`),
      )
      const [first] = told.failures
      assert.match(first?.err.message ?? '', /\nexpected: .*\nactual: .*\nat connection hazardous-payloads-1, byte \d+.*\nbytes: .*\nfix: /)
      assert.match(told.pending[0]?.title ?? '', /^SEC-01 .* \(skip: no token is configured/)
    } finally {
      await reference.stop()
    }
  })
})
