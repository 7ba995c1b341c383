import { strict as assert } from 'node:assert'
import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as passed } from 'node:timers/promises'
import { createHookCaller, type Hook } from '../../record/hooks.js'
import type { Config } from '../../schemas/index.js'
import { ownTime } from '../own-time.js'
import { checkedHere } from './checked-here.js'
import { flood, repeated, STREAM_HEAD, startHostile, startUnasked, stopServers } from './hostile-server.js'

const PLACED = { data: 'x', channel: 'c' }
const LIMIT_MS = 500

const called = async (hook: Hook, limit_ms = LIMIT_MS, signal = new AbortController().signal) => {
  const caller = createHookCaller(limit_ms, { insecure: false }, signal)
  const took = ownTime()
  try {
    return { answer: await caller.call(hook, PLACED), took_ms: took() }
  } finally {
    await caller.close()
  }
}

/** It fails for this reason, within its limit and what a slow machine takes besides. */
const fails = async (hook: Hook, reason: RegExp): Promise<void> => {
  const { answer, took_ms } = await called(hook)
  assert.equal(answer.ok, false)
  assert.match(answer.reason ?? '', reason)
  assert.ok((answer.reason ?? '').length < 600)
  assert.ok(took_ms < LIMIT_MS + 3000, `${took_ms} ms`)
}

const isRunning = (pid: number): boolean => existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))

describe('a hook', () => {
  afterEach(stopServers)

  it('that answers 500 fails with what it said', async () => {
    const { url } = await startHostile(socket => socket.end('HTTP/1.1 500 No\r\nContent-Length: 4\r\n\r\nwhy?'))
    await fails({ url }, /^it answered 500: why\?$/)
  })

  it('that hangs is given up after its limit', async () => fails({ url: (await startUnasked(() => {})).url }, /^no answer within 0.5 s$/))

  it('that hangs after its head is given up after its limit', async () => {
    const { url } = await startHostile(socket => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n'))
    await fails({ url }, /^no answer within 0.5 s$/)
  })

  it('that hangs is not called a third time', async () => {
    const server = await startHostile(() => {})
    const hook = { url: server.url }
    const caller = createHookCaller(200, { insecure: false }, new AbortController().signal)
    for (let time = 0; time < 5; time++) assert.equal((await caller.call(hook, PLACED)).ok, false)
    assert.match((await caller.call(hook, PLACED)).reason ?? '', /will not be called again/)
    assert.equal(server.heads.length, 2)
    await caller.close()
  })

  it('that answers garbage fails', async () =>
    fails({ url: (await startUnasked(socket => socket.write('garbage\r\n\r\n'))).url }, /Parse|HTTP|terminated|closed/i))

  it('that answers without end is read no further than its reason', async () => {
    const { url } = await startHostile(socket => {
      socket.write('HTTP/1.1 500 No\r\nContent-Type: text/plain\r\n\r\n')
      flood(socket, repeated('again '))
    })
    const before = process.memoryUsage.rss()
    const { answer } = await called({ url }, 5000)
    assert.match(answer.reason ?? '', /^it answered 500: again again/)
    assert.ok(process.memoryUsage.rss() - before < 200 << 20)
  })

  it('that redirects is not followed: its fields and its body are for the origin that was named', async () => {
    const other = await startHostile(socket => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'))
    const { url } = await startHostile(socket => socket.end(`HTTP/1.1 307 There\r\nLocation: ${other.url}\r\nContent-Length: 0\r\n\r\n`))
    await fails({ url, headers: { Authorization: 'Bearer of-nobody-else' } }, /^it answered 307/)
    assert.equal(other.heads.length, 0)
  })

  it('whose command does not exist fails with its name', () =>
    fails({ command: ['no-such-command-of-ssespec'] }, /no-such-command-of-ssespec.*ENOENT/))

  it('whose command exits with 1 fails with its complaint', () =>
    fails({ command: ['sh', '-c', 'echo why >&2; exit 1'] }, /^exit code 1: why$/))

  it('whose command floods both its outputs is bounded', () =>
    fails({ command: ['sh', '-c', 'yes & yes >&2'] }, /^no answer within 0.5 s$/))

  it('whose command hangs is killed with all that it started', async () => {
    const file = `/tmp/ssespec-hook-${process.pid}`
    await fails({ command: ['sh', '-c', `sleep 600 & echo $! > ${file}; wait`] }, /^no answer within 0.5 s$/)
    await passed(200)
    assert.equal(isRunning(Number(readFileSync(file, 'utf8'))), false)
  })

  it('whose command leaves a server behind, as a restart does, is done when the command is', async () => {
    const { answer, took_ms } = await called({ command: ['sh', '-c', 'sleep 5 & exit 0'] }, 4000)
    assert.equal(answer.ok, true)
    assert.ok(took_ms < 3000)
  })

  it('that hangs when the run is stopped is given up at once', async () => {
    const server = await startUnasked(() => {})
    const hooks: Hook[] = [{ url: server.url }, { command: ['sleep', '600'] }]
    for (const hook of hooks) {
      const { answer, took_ms } = await called(hook, 60_000, AbortSignal.timeout(200))
      assert.equal(answer.ok, false)
      assert.ok(took_ms < 3000)
    }
  })

  describe('of a check', () => {
    const config = async (publish: NonNullable<Config['hooks']>['publish']): Promise<Config> => {
      const { url } = await startHostile(socket => socket.write(`${STREAM_HEAD}\r\ndata: x\n\n`))
      return { url, ...(publish === undefined ? {} : { hooks: { publish } }) }
    }

    it('that fails makes what needs it inconclusive, with its reason, and leaves the rest', async () => {
      const { verdict, report } = await checkedHere(await config({ command: ['sh', '-c', 'echo no such channel >&2; exit 3'] }), [
        'HTTP',
        'FRM',
      ])
      assert.equal(verdict('HTTP-01').verdict, 'pass')
      for (const id of ['FRM-04', 'FRM-05', 'FRM-15', 'FRM-20', 'HTTP-10']) {
        assert.equal(verdict(id).verdict, 'inconclusive', id)
        assert.match(verdict(id).reason ?? '', /the publish hook failed: exit code 3: no such channel$/, id)
      }
      assert.equal(report.conforms, false)
      assert.ok(report.verdicts.every(({ reason = '' }) => !/set hooks\.publish/.test(reason)))
    })

    it('that says its own credentials has them masked in the recording', async () => {
      const echo = await startHostile((socket, head) => {
        const said = /authorization: (.*)\r/i.exec(head)?.[1] ?? ''
        socket.end(`HTTP/1.1 403 No\r\nContent-Length: ${said.length}\r\n\r\n${said}`)
      })
      const hook = { url: echo.url, headers: { Authorization: 'Bearer hook-credential' }, body: '{{data}}' }
      const { text, report } = await checkedHere(await config(hook), ['HTTP'])
      assert.match(text, /it answered 403: /)
      assert.doesNotMatch(text, /hook-credential/)
      assert.doesNotMatch(JSON.stringify(report), /hook-credential/)
    })
  })
})
