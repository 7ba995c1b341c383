import { strict as assert } from 'node:assert'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { RUN_COUNTERS } from '../../load/counters.js'
import { findK6, readWorkload, type SettledWorkload, startServedSubject } from '../../load/index.js'
import { startK6 } from '../../load/k6.js'
import { documentFaults, type Load } from '../../schemas/index.js'
import { folderWith, removeFolders } from '../api/scratch.js'
import { ssespec } from '../cli/ssespec.js'
import { needs } from '../examples/needs.js'
import { k6IsMissing } from './generators.js'

const workload: SettledWorkload = { ...readWorkload('chat'), connections: 10, fanout: 5, transports: ['sse'] }

describe('results of pods', () => {
  after(removeFolders)

  it('two processes, each with its segment, merged by ssespec report are one load of which every delivery is accounted for', async function () {
    const missing = await k6IsMissing()
    needs(this, missing === undefined, `k6 (${missing})`)
    const subject = await startServedSubject(workload)
    const folder = folderWith()
    try {
      const [one, other] = subject.sources.map(({ name }) => ({ url: `${subject.told.url}/events?channel=${name}` }))
      writeFileSync(join(folder, 'accounts.json'), JSON.stringify([one, other]))
      const environment = {
        ACCOUNTS: join(folder, 'accounts.json'),
        CONNECTIONS: '10',
        RAMP: '500ms',
        SETTLE: '1s',
        DURATION: '2s',
        RUN: 'pods',
        PUBLISH: JSON.stringify(subject.publish),
        SOURCES: '["s0","s1"]',
        RATE: '10',
      }
      await startK6({ k6: await findK6(), script: 'streams', processes: 2, environment, folder, name: 'pod' }).results
    } finally {
      await subject.stop()
    }
    const pods = ['pod.0.json', 'pod.1.json']
    // As `kubectl logs` gives them: a line a pod.
    const lines = pods.map(file => JSON.stringify(JSON.parse(readFileSync(join(folder, file), 'utf8'))))
    writeFileSync(join(folder, 'pods.ndjson'), `${lines.join('\n')}\n`)
    const fromLines = await ssespec(['report', 'pods.ndjson', '--reporter', 'json'], { folder })
    const fromFiles = await ssespec(['report', ...pods, '--reporter', 'json'], { folder })
    assert.equal(fromLines.code, 0, fromLines.err)
    const load: Load = JSON.parse(fromLines.out)
    assert.deepEqual(documentFaults('load', load), [])
    assert.deepEqual(JSON.parse(fromFiles.out), load)
    const { connections, deliveries, delivery_ms } = load.transports[0]?.measured ?? {}
    assert.deepEqual([connections?.requested, connections?.held], [10, 10])
    assert.deepEqual(deliveries, { ...RUN_COUNTERS.deliveries, expected: 100, received: 100, lost: 0 })
    assert.equal(delivery_ms?.count, 100)
  })

  it('a file that is neither is refused', async () => {
    const folder = folderWith({ 'a.json': '{"format":"ssespec-k6/1"}' })
    const { code, err } = await ssespec(['report', 'a.json'], { folder })
    assert.equal(code, 2)
    assert.match(err, /A result of load is not valid/)
  })
})
