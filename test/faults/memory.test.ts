import { strict as assert } from 'node:assert'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { check } from '../../api/index.js'
import { channelOptions, embeddedChannels } from '../../api/sse/embedded.js'
import { startReferenceApart } from '../../reference/index.js'
import type { Config, Verdict } from '../../schemas/index.js'

const SEC_21 = 'SEC-21'

/** Judged on request, and so beside nothing else; in a process of its own, whose memory is the server's alone. */
const judged = async (fault: string | undefined, changed: (config: Config) => Config = config => config): Promise<Verdict> => {
  const folder = mkdtempSync(join(tmpdir(), 'ssespec-memory-'))
  const reference = await startReferenceApart({ ...channelOptions, ...(fault === undefined ? {} : { fault }) })
  try {
    const config = changed(embeddedChannels.configuration(reference))
    const { report } = await check({ config, only: [SEC_21], recording: join(folder, 'recording.ndjson') })
    const [verdict] = report.verdicts.filter(({ id }) => id === SEC_21)
    assert.ok(verdict !== undefined)
    return verdict
  } finally {
    await reference.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

describe('memory that stalled readers fill', () => {
  it('is little on the clean reference', async () => {
    assert.equal((await judged(undefined)).verdict, 'pass')
  })

  it('is caught by SEC-21 where readers queue without a bound', async () => {
    const { verdict, actual } = await judged('readers-queue-without-bound')
    assert.equal(verdict, 'warn', actual)
  })

  it('does not apply where the metrics do not report it, and is not observed where they cannot be read', async () => {
    const page = createServer((asked, response) => response.writeHead(asked.url === '/' ? 200 : 404).end('streams_open 1\n'))
    await new Promise<void>(resolve => page.listen(0, '127.0.0.1', resolve))
    const at =
      (path: string) =>
      (config: Config): Config => {
        const { port } = page.address() as AddressInfo
        return { ...config, hooks: { ...config.hooks, metrics: { url: `http://127.0.0.1:${port}${path}` } } }
      }
    try {
      assert.equal((await judged(undefined, at('/'))).verdict, 'not-applicable')
      assert.equal((await judged(undefined, at('/nowhere'))).verdict, 'inconclusive')
    } finally {
      page.closeAllConnections()
      page.close()
    }
  })
})
