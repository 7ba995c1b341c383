import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolveTarget } from '../../api/configuration.js'
import { embeddedChannels } from '../../api/sse/embedded.js'
import { observe } from '../../observe/index.js'
import { type Scenario, scenario } from '../../record/scenario.js'
import { type Reference, startReference } from '../../reference/index.js'
import { type Config, defined } from '../../schemas/index.js'
import { happenings, type Recorded, recorded } from './recorded.js'

const BUSY_MS = 600

/** Keeps the event loop of the recorder busy, and gives it a moment to notice. */
const lagging = async (wait: (ms: number) => Promise<void>): Promise<void> => {
  const till = performance.now() + BUSY_MS
  while (performance.now() < till);
  await wait(50)
}

/** A scenario that this machine spoils so many times. */
const spoilt = (times: number, timed?: Scenario['timed']): Scenario => {
  let told = 0
  return scenario('spoilt', { says: 'The machine lags.', kind: 'publishing', ...defined({ timed }) }, async ({ open, publish, wait }) => {
    told += 1
    const stream = await open()
    await stream.head()
    await publish(`attempt ${told}`)
    if (told <= times) await lagging(wait)
    await stream.events(1)
  })
}

const observationOf = async ({ header, lines }: Recorded, name: string) => {
  const { observations } = await observe([header, ...lines])
  const found = observations.find(one => one.scenario === name)
  assert.ok(found !== undefined)
  return found
}

describe('a run', () => {
  let reference: Reference | undefined
  let config: Config & { url: string } = { url: '' }

  before(async () => {
    reference = await startReference({ token: 'ssespec-embedded-reference-token', control: true, heartbeat_interval_s: 60 })
    config = { ...embeddedChannels.configuration(reference), tolerance: { heartbeat_ms: 400 } }
  })
  after(() => reference?.stop())

  it('records a timed scenario again that the machine spoilt, and the last attempt counts', async () => {
    const run = await recorded(config, { scenarios: [spoilt(1, true)] })
    const attempts = happenings(run, 'spoilt').filter(what => what === 'began').length
    assert.ok(attempts >= 2)
    const { deliveries, exchanges, resume } = await observationOf(run, 'spoilt')
    assert.deepEqual(Object.keys(deliveries), [`attempt ${attempts}`])
    assert.deepEqual([resume.published, Object.keys(exchanges)], [1, ['1']])
    assert.equal(exchanges['1']?.at.connection, `spoilt-again-${attempts}-1`)
  })

  it('gives up after the third attempt', async () => {
    const run = await recorded(config, { scenarios: [spoilt(5, true)] })
    assert.deepEqual(happenings(run, 'spoilt'), ['began', 'began', 'began', 'ended'])
  })

  it('records as often as a scenario says whose times stand less', async () => {
    const run = await recorded(
      { ...config, tolerance: { heartbeat_ms: 20_000 } },
      { scenarios: [spoilt(9, { stall_ms: 100, attempts: 4 })] },
    )
    assert.deepEqual(happenings(run, 'spoilt'), ['began', 'began', 'began', 'began', 'ended'])
  })

  it('does not record again what is not timed, or was not spoilt', async () => {
    const patient = { ...config, tolerance: { heartbeat_ms: 20_000 } }
    for (const [one, under] of [
      [spoilt(1), config],
      [spoilt(1, true), patient],
    ] as const) {
      const run = await recorded(under, { scenarios: [one] })
      assert.deepEqual(happenings(run, 'spoilt'), ['began', 'ended'])
    }
  })

  it('skips what needs something that the target does not have, says what, and goes on', async () => {
    const needy = scenario('needy', { says: '', kind: 'quiet', needs: ['publish'] }, async () => assert.fail('it must not be told'))
    const { hooks: _hooks, ...without } = config
    const run = await recorded(without, { scenarios: [needy, scenario('other', { says: '', kind: 'quiet' }, async () => {})] })
    assert.deepEqual(happenings(run, 'needy'), ['skipped'])
    assert.deepEqual(happenings(run, 'other'), ['began', 'ended'])
    assert.match((await observationOf(run, 'needy')).reason ?? '', /set hooks\.publish/)
  })

  it('skips in a quick run what waits for several heartbeats of a long interval', async () => {
    const waiting = scenario('waiting', { says: '', kind: 'quiet', needs: ['time-for-heartbeats'] }, async () => {})
    for (const [interval_s, quick, happened] of [
      [1, true, ['began', 'ended']],
      [15, true, ['skipped']],
      [15, false, ['began', 'ended']],
    ] as const) {
      const target = resolveTarget({ ...config, heartbeat_interval_s: interval_s }, quick)
      const run = await recorded(config, { scenarios: [waiting], target })
      assert.deepEqual(happenings(run, 'waiting'), happened)
    }
  })

  it('goes on when a scenario throws, and tells why', async () => {
    const throwing = scenario('throwing', { says: '', kind: 'quiet' }, async () => {
      throw new Error('the scenario is wrong')
    })
    const told: string[] = []
    const run = await recorded(config, {
      scenarios: [throwing, scenario('other', { says: '', kind: 'disruptive' }, async () => {})],
      onProgress: ({ scenario: name, state, reason }) => told.push([name, state, reason].join(' ').trim()),
    })
    assert.deepEqual(told, ['throwing began', 'throwing failed the scenario is wrong', 'other began', 'other ended'])
    assert.equal((await observationOf(run, 'throwing')).state, 'failed')
  })

  it('goes on after an exception of ssespec’s own, which is an error of its own rows', async () => {
    const broken = scenario('broken', { says: '', kind: 'quiet' }, async () => {
      JSON.parse('{}').missing.member()
    })
    const run = await recorded(config, { scenarios: [broken, scenario('other', { says: '', kind: 'quiet' }, async () => {})] })
    assert.deepEqual(happenings(run, 'broken'), ['began', 'broken'])
    assert.deepEqual(happenings(run, 'other'), ['began', 'ended'])
    const observation = await observationOf(run, 'broken')
    assert.equal(observation.state, 'broken')
    assert.match(observation.reason ?? '', /^Cannot read properties of undefined/)
  })

  it('leaves what a scenario left open', async () => {
    const run = await recorded(config, {
      scenarios: [scenario('open', { says: '', kind: 'quiet' }, async ({ open }) => void (await (await open()).head()))],
    })
    assert.deepEqual(happenings(run, 'open-1'), ['open', 'connected', 'close done'])
  })

  it('runs no more scenarios at a time than it may', async () => {
    let now = 0
    let most = 0
    const counting = (name: string) =>
      scenario(name, { says: '', kind: 'quiet' }, async ({ wait }) => {
        now += 1
        most = Math.max(most, now)
        await wait(20)
        now -= 1
      })
    const scenarios = ['a', 'b', 'c', 'd', 'e'].map(counting)
    await recorded(config, { scenarios, jobs: 2 })
    assert.equal(most, 2)
    await recorded(config, { scenarios })
    assert.equal(most, 5)
  })

  it('publishes only once a server that adds its clients after the head has added this one', async () => {
    const clients: ServerResponse[] = []
    const server = createServer((request, response) => {
      if (request.method === 'POST') {
        request.on('data', bytes => clients.map(client => client.write(`data: ${bytes}\n\n`)))
        request.on('end', () => response.writeHead(204).end())
        return
      }
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders()
      setTimeout(() => clients.push(response), 20)
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    try {
      const late = { url, hooks: { publish: { url, body: '{{data}}' } } }
      const soon = scenario('soon', { says: '', kind: 'publishing' }, async ({ open, publish }) => {
        const stream = await open()
        await stream.head()
        await stream.receives(await publish('first'), 1000)
      })
      const { deliveries } = await observationOf(await recorded(late, { scenarios: [soon] }), 'soon')
      assert.equal(deliveries.first?.on_streams, 1)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })

  it('does not count the time in which this machine stood still', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' })
      response.write(': \n\n')
      setTimeout(() => response.write('data: late\n\n'), BUSY_MS + 200)
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const { port } = server.address() as AddressInfo
    let held: boolean | undefined
    const still = scenario('still', { says: 'The machine stands still.', kind: 'quiet' }, async ({ open, wait }) => {
      const stream = await open()
      await stream.head()
      const event = stream.events(1, BUSY_MS - 100)
      await lagging(wait)
      held = await event
    })
    try {
      await recorded({ url: `http://127.0.0.1:${port}/` }, { scenarios: [still] })
    } finally {
      server.closeAllConnections()
      server.close()
    }
    assert.equal(held, true)
  })

  it('that is stopped is a recording, its scenarios failed', async () => {
    const stop = new AbortController()
    const endless = scenario('endless', { says: '', kind: 'quiet' }, async ({ wait }) => {
      setTimeout(() => stop.abort(), 20)
      await wait(60_000)
    })
    const run = await recorded(config, { scenarios: [endless], signal: stop.signal })
    assert.deepEqual(happenings(run, 'endless'), ['began', 'failed'])
    assert.equal((await observationOf(run, 'endless')).reason, 'the run was stopped')
  })

  it('has no token in it, and a header that says what was asked of whom', async () => {
    const run = await recorded(config, { scenarios: [spoilt(0)], requirements: ['HB'] })
    assert.ok(!run.text.includes('ssespec-embedded-reference-token'))
    assert.deepEqual([run.header.requirements, run.header.scenarios, run.header.profile], [['HB'], ['reach', 'spoilt'], 'sse'])
  })
})
