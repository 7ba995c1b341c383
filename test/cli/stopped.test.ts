import { strict as assert } from 'node:assert'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Report } from '../../schemas/index.js'
import { folderWith, removeFolders } from '../api/scratch.js'
import { type Started, startSsespec } from './ssespec.js'

describe('ssespec check that is stopped', () => {
  let server: Server
  let url = ''
  let checking: Started | undefined
  afterEach(() => checking?.signal('SIGKILL'))
  before(async () => {
    server = createServer((_request, response) => response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(': \n\n'))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  })
  after(() => {
    server.closeAllConnections()
    server.close()
    removeFolders()
  })

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`by ${signal} judges what was recorded, prints it, leaves it in --out, and ends with 4: MUSTs are open`, async () => {
      const folder = folderWith()
      checking = startSsespec(['check', url, '--only', 'HTTP,HB', '--out', 'bundle', '--reporter', 'json'], { folder })
      await checking.says(/^idle: watching for 15 s$/m)
      checking.signal(signal)
      const { code, out, err } = await checking.ended
      assert.equal(code, 4, err)
      assert.match(err, /^Stopped: judging what was recorded so far\. Press Ctrl-C again to quit now\.$/m)
      assert.match(err, /^Bundle written to bundle$/m)
      const report: Report = JSON.parse(out)
      const idle = report.verdicts.filter(({ scenario }) => scenario === 'idle')
      assert.ok(idle.length > 0)
      for (const { id, verdict, reason = '' } of idle) {
        assert.deepEqual([verdict, reason], ['inconclusive', 'scenario idle did not finish: the run was stopped'], id)
      }
      assert.equal(report.verdicts.find(({ id }) => id === 'HTTP-01')?.verdict, 'pass', 'what was seen is judged')
      assert.equal(readFileSync(join(folder, 'bundle', 'report.json'), 'utf8'), out)
      assert.ok(readdirSync(join(folder, 'bundle')).includes('recording.ndjson.gz'))
    })
  }
})
