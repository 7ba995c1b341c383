import assert from 'node:assert/strict'
import { connect } from 'node:http2'
import { faults as all, startReference, startReferenceApart } from '../../reference/index.js'
import { control } from './client.js'
import { browserProbes } from './probes/browser.js'
import { framingProbes } from './probes/framing.js'
import { httpProbes } from './probes/http.js'
import { lifeProbes } from './probes/life.js'
import { loadProbes } from './probes/load.js'
import { type Probe, type Probes, pause } from './probes/probe.js'
import { resumeProbes } from './probes/resume.js'
import { start, stopAll } from './started.js'

/** Those of a server of Matrix are shown by the fault matrix of that profile. */
const faults = all.filter(({ profile }) => profile === 'sse')

const probes: Probes = { ...httpProbes, ...framingProbes, ...resumeProbes, ...lifeProbes, ...loadProbes, ...browserProbes }

/** Asks for a stream by every method over HTTP/2, and waits for no answer: one fault gives none, and one gives a wrong one. */
async function overHttp2(url: string, authorization: string): Promise<void> {
  const session = connect(url).on('error', () => undefined)
  for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT']) {
    const stream = session.request({ ':path': '/events', ':method': method, authorization, 'last-event-id': 'unknown' })
    stream.on('error', () => undefined).resume()
  }
  await pause(60)
  session.destroy()
}

async function shows(probe: Probe, fault?: string): Promise<boolean> {
  const started = await start({ ...probe.options, ...(fault !== undefined && { fault }) })
  const seen = await probe.shows(started)
  await stopAll()
  return seen
}

describe('faults of the reference', () => {
  afterEach(stopAll)

  it('each has a probe, a name and a requirement of its own', () => {
    assert.deepEqual(faults.map(fault => fault.name).sort(), Object.keys(probes).sort())
    const first = faults.map(fault => fault.breaks[0])
    assert.equal(new Set(all.map(fault => fault.name)).size, all.length)
    assert.ok(first.every(id => /^[A-Z]+-\d+[a-z]?$/.test(id)))
  })

  it('a name that is none lists those which are near', async () => {
    await assert.rejects(startReference({ fault: 'heartbeat-lat' }), /heartbeat-late/)
    await assert.rejects(startReferenceApart({ fault: 'heartbeat-lat' }), /did not start: .*heartbeat-late/)
  })

  it('each serves both versions with a token, and is stopped, failed and restarted', async () => {
    for (const { name } of faults) {
      const {
        reference,
        ask,
        publish: send,
      } = await start({ fault: name, token: 't', http2: true, control: true, heartbeat_interval_s: 0.05 })
      const authorization = 'Bearer t'
      for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT']) ask({ method, fields: [`Authorization: ${authorization}`] })
      await overHttp2(reference.url, authorization)
      for (const data of ['', 'one', 'two\n\nthree', 'x'.repeat(100_000)])
        assert.equal((await send({ data }, { authorization })).status, 200, name)
      assert.deepEqual([await control(reference, 'fail'), await control(reference, 'restart')], [200, 200], name)
      assert.equal((await send({ data: 'x' }, { authorization })).status, 200, name)
      await stopAll()
    }
  })

  for (const [name, probe] of Object.entries(probes)) {
    it(`${name} shows on the wire, and the clean server does not show it`, async () => {
      let clean = await shows(probe)
      for (let tries = 1; clean && probe.timed === true && tries < 3; tries += 1) clean = await shows(probe)
      assert.equal(clean, false, 'the clean server shows it')
      assert.equal(await shows(probe, name), true, 'the fault does not show')
    })
  }
})
