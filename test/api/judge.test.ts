import { strict as assert } from 'node:assert'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { check, judge } from '../../api/index.js'
import { folderWith, removeFolders } from './scratch.js'

describe('a recording judged again', () => {
  let server: Server
  let url = ''
  before(async () => {
    // Spells the charset as a lenient reading allows, and the strict one does not.
    server = createServer((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf8' }).write(': \n\n')
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`
  })
  after(() => {
    server.closeAllConnections()
    server.close()
    removeFolders()
  })

  for (const [strict, verdict] of [
    [true, 'fail'],
    [false, 'warn'],
  ] as const) {
    it(`is as strict as the check was: ${verdict} where that was ${strict ? '' : 'not '}strict, unless it is told otherwise`, async () => {
      const recording = join(folderWith(), 'recording.ndjson')
      const first = await check({ config: { url }, only: ['HTTP-03'], strict, recording })
      assert.deepEqual(
        first.report.verdicts.map(({ id, verdict }) => [id, verdict]),
        [['HTTP-03', verdict]],
      )
      assert.deepEqual(await judge(recording, { foreign: true }), first)
      const otherwise = await judge(recording, { strict: !strict })
      assert.equal(otherwise.report.verdicts[0]?.verdict, strict ? 'warn' : 'fail')
    })
  }
})
