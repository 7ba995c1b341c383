import { strict as assert } from 'node:assert'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { judgeRecording } from '../../api/judge.js'
import { checkedApart, LEAVES_WITHIN_MS } from './checked.js'
import { flood, type HostileServer, repeated, STREAM_HEAD, startHostile, startUnasked, stopServers } from './hostile-server.js'

// What remains to be done is to judge what was recorded; a slow machine takes its time for that.
const PROMPTLY_MS = 5000

const stopped = async (server: HostileServer, after_ms: number, quick = false) => {
  const folder = mkdtempSync(join(tmpdir(), 'ssespec-hostile-'))
  try {
    const recording = join(folder, 'recording.ndjson')
    const hang = { url: server.url.replace('/events', '/hang'), body: '{{data}}' }
    const checked = await checkedApart({ config: { url: server.url, hooks: { publish: hang } }, quick, recording, stop_after_ms: after_ms })
    assert.equal(checked.exit_code, 0, checked.stderr)
    assert.equal(checked.error, undefined)
    assert.ok((checked.stopping_ms ?? Number.POSITIVE_INFINITY) < PROMPTLY_MS, `${checked.stopping_ms} ms`)
    assert.ok(checked.leaving_ms < LEAVES_WITHIN_MS, `${checked.leaving_ms} ms to leave`)
    const again = await judgeRecording(recording, { foreign: true })
    return { checked, again }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

describe('a run that is stopped', () => {
  afterEach(stopServers)

  it('is judged by what was recorded; what was under way is inconclusive, and why', async () => {
    const server = await startHostile((socket, head) => {
      if (!head.startsWith('POST /hang')) socket.write(`${STREAM_HEAD}\r\ndata: x\n\n`)
    })
    const { checked, again } = await stopped(server, 1500)
    assert.equal(checked.verdicts['HTTP-01']?.verdict, 'pass')
    const idle = checked.verdicts['RES-07']
    assert.ok(idle !== undefined)
    const inconclusive = Object.values(checked.verdicts).filter(({ verdict }) => verdict === 'inconclusive')
    assert.ok(inconclusive.length > 10)
    assert.ok(inconclusive.some(({ reason }) => /the run was stopped/.test(reason ?? '')))
    assert.equal(checked.scenarios.idle, 'failed: the run was stopped')
    assert.equal(again.report.conforms, false)
  })

  it('while the target is silent at first ends, and nothing passes', async () => {
    const { checked } = await stopped(await startUnasked(() => {}), 300)
    assert.equal(checked.verdicts['HTTP-01']?.verdict === 'pass', false)
    assert.equal(checked.verdicts['FRM-05']?.verdict, 'inconclusive')
    for (const [id, { verdict, reason = '' }] of Object.entries(checked.verdicts)) {
      if (verdict !== 'skip' && verdict !== 'not-applicable') assert.match(reason, /the run was stopped/, `${id} is ${verdict}`)
      assert.doesNotMatch(reason, /set hooks\.publish|sends no|not observed: [^(:]*$/, id)
    }
  })

  it('while every connection is flooded ends as soon', async () => {
    const server = await startHostile(socket => {
      socket.write(`${STREAM_HEAD}\r\n`)
      flood(socket, repeated('data: x\n\n'))
    })
    await stopped(server, 1200)
  })

  it('before it began ends at once', async () => {
    const server = await startUnasked(() => {})
    const { checked } = await stopped(server, 0)
    assert.ok(checked.own_ms < PROMPTLY_MS)
  })
})
