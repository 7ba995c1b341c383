import { strict as assert } from 'node:assert'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, createServer as createSocketServer } from 'node:net'
import { readSocketBytes, sumSockets } from '../../load/meters/kernel.js'
import { between } from '../../load/meters/looks.js'
import { readProcessTree } from '../../load/meters/process-tree.js'
import { metricIn, readPrometheus } from '../../load/meters/prometheus.js'
import { needs } from '../examples/needs.js'

const linux = process.platform === 'linux'

describe('meters', () => {
  it('a process is read with the children that do its work', async function () {
    needs(this, linux, 'Linux (/proc)')
    const busy = "const end = Date.now() + 60000; process.stdout.write('on'); while (Date.now() < end);"
    const parent = spawn(process.execPath, [
      '-e',
      `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(busy)}], { stdio: 'inherit' })`,
    ])
    try {
      await once(parent.stdout, 'data')
      const pid = parent.pid ?? 0
      const first = await readProcessTree(pid, true)
      let last = first
      while (last.cpu_s < first.cpu_s + 0.1) last = await readProcessTree(pid, true)
      assert.ok(last.rss_bytes > 20e6, 'two processes of Node take more than 20 MB')
      assert.ok((last.files ?? 0) > 0)
    } finally {
      const children = await import('node:fs/promises').then(({ readFile }) =>
        readFile(`/proc/${parent.pid}/task/${parent.pid}/children`, 'utf8'),
      )
      for (const child of children.split(' ').map(Number).filter(Boolean)) process.kill(child, 'SIGKILL')
      parent.kill('SIGKILL')
    }
  })

  it('a process that is gone rejects', async () => {
    await assert.rejects(readProcessTree(2 ** 22 + 1, false))
  })

  it('a page of Prometheus is read, and one without what is needed says so', async () => {
    let page = 'process_cpu_seconds_total 12.5\nprocess_resident_memory_bytes 1e+06\nopen{a="1"} 3\nopen{a="2"} 4\nopened 9\n'
    const server = createServer((_request, response) => response.end(page)).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`
    try {
      const read = await readPrometheus({ url, open_streams: 'open' }, new AbortController().signal)
      assert.deepEqual(read, { cpu_s: 12.5, rss_bytes: 1e6, files: 7 })
      page = 'process_cpu_seconds_total 12.5\n'
      await assert.rejects(
        readPrometheus({ url }, new AbortController().signal),
        /does not have process_cpu_seconds_total or process_resident/,
      )
    } finally {
      server.close()
    }
    assert.equal(metricIn('a_b 3\n', 'a'), undefined)
  })

  it('what a socket sent and received is what the kernel says of it', async function () {
    needs(this, linux, 'Linux (ss)')
    const server = createSocketServer(socket => {
      socket.resume()
      socket.write('y'.repeat(77))
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const mine = connect({ port, host: '127.0.0.1', localAddress: '127.0.0.9' })
    const publisher = connect({ port, host: '127.0.0.1' })
    try {
      mine.write('x'.repeat(1000))
      publisher.write('z'.repeat(5000))
      await Promise.all([once(mine, 'data'), once(publisher, 'data')])
      let read = await readSocketBytes(port)
      while ('bytes' in read && read.bytes < 1077) read = await readSocketBytes(port)
      needs(this, !('reason' in read), 'ss of iproute2')
      assert.deepEqual(read, { bytes: 1077, sockets: 1 })
    } finally {
      for (const one of [mine, publisher]) one.destroy()
      server.close()
    }
  })

  it('sockets of which the kernel says nothing are not counted', () => {
    assert.deepEqual(sumSockets('0 0 127.0.0.1:1 127.0.0.2:2\n\t bbr bytes_sent:9 bytes_acked:8 bytes_received:2\n'), {
      bytes: 10,
      sockets: 1,
    })
    assert.deepEqual(sumSockets(''), { bytes: 0, sockets: 0 })
  })

  it('between two moments: the CPU of then, the most memory of all', () => {
    const cores = (busy_ms: number) => ({ busy_ms, all_ms: 2 * busy_ms + 1000 })
    const looks = [0, 1, 2, 3].map(second => ({
      at_us: second * 1e6,
      cores: cores(second * 100),
      server: { cpu_s: second, rss_bytes: second === 1 ? 900 : 100 + second, files: 20 + second },
    }))
    assert.deepEqual(between(looks, 1e6, 3e6).server, { cpu_s: 2, rss_bytes: 900, rss_before_bytes: 100, sockets: 3 })
    assert.equal(between(looks, 1e6, 3e6).machine_busy, 0.5)
  })
})
