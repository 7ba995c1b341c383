import { strict as assert } from 'node:assert'
import { join } from 'node:path'
import { checkCapacity, serverProcessesFor } from '../../load/capacity.js'
import { readWorkload, workloadNames } from '../../load/workload.js'
import { folderWith, removeFolders } from '../api/scratch.js'

const written = (changes: object): string => {
  const workload = { ...readWorkload('chat'), ...changes }
  return join(folderWith({ 'mine.json': JSON.stringify(workload) }), 'mine.json')
}

describe('a workload', () => {
  afterEach(removeFolders)

  it('each ready one is valid, and its file is named after it', () => {
    assert.deepEqual(workloadNames(), ['chat', 'firehose', 'idle', 'mobile-hour', 'reconnect-storm', 'slow-readers'])
    for (const name of workloadNames()) assert.equal(readWorkload(name).name, name)
  })

  it('takes what the command line changes, and does not reach more clients than there are', () => {
    const changed = readWorkload('firehose', { connections: 20, transports: ['sse'] })
    assert.deepEqual([changed.connections, changed.fanout, changed.transports], [20, 20, ['sse']])
  })

  it('ten thousand clients do not come as fast as five hundred', () => {
    assert.ok(readWorkload('chat', { connections: 10_000 }).ramp_s > readWorkload('chat').ramp_s)
  })

  for (const [what, changes, says] of [
    ['a transport that there is not', { transports: ['carrier-pigeon'] }, /transports\.0: must be one of sse, /],
    ['no client', { connections: 0 }, /connections: must be >= 1/],
    ['a threshold of no figure', { thresholds: { speed: { max: 1 } } }, /thresholds/],
    ['a storm after the end', { storm_at_s: 99 }, /storm_at_s is 99, and duration_s 12/],
    ['a source that reaches more clients than there are', { connections: 3 }, /fanout is 50, and there are 3 connections/],
    ['a rate at which nothing is said', { rate_per_s: 0.01 }, /Nothing would be published/],
    ['a key that it has not', { connexions: 3 }, /"connexions" is not a known key/],
  ] as const) {
    it(`with ${what} is refused in words`, () => {
      assert.throws(() => readWorkload(written(changes)), says)
    })
  }

  it('that is no JSON, or is not there, says so', () => {
    assert.throws(() => readWorkload(join(folderWith({ 'a.json': '{' }), 'a.json')), /a\.json is not JSON/)
    assert.throws(() => readWorkload('nowhere.json'), /Unknown workload "nowhere\.json"\. Choose from chat, /)
  })
})

describe('what this machine can hold', () => {
  const small = { open_files: 1024, ports: 28_232 }

  it('more clients than a process may open files are refused, with the command that helps', () => {
    const many = readWorkload('idle', { connections: 2000 })
    assert.throws(
      () => checkCapacity(many, small, 'http://127.0.0.1:1/'),
      /need 2200 open files each.*--processes 3, or .*prlimit --pid \$\$ --nofile=2200/,
    )
    checkCapacity({ ...many, processes: 3 }, small, 'http://127.0.0.1:1/')
    assert.equal(serverProcessesFor(many, small), 3)
  })

  it('more clients than ports are refused, but not where clients have many addresses to come from', () => {
    const many = readWorkload('idle', { connections: 30_000 })
    const files = { ...small, open_files: 100_000 }
    assert.throws(() => checkCapacity(many, files, 'https://load.example/'), /there are 28232 here.*ip_local_port_range="1024 65535"/)
    checkCapacity(many, files, 'http://localhost:8099/')
  })
})
