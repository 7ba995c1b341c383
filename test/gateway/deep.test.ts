import assert from 'node:assert/strict'
import { eventually } from '../reference/client.js'
import { pause, status } from '../reference/probes/probe.js'
import { startGateway, stopAllGateways } from './started.js'

const DEPTH = 4_500
const deep = `{"type":"m.test","sender":"@bob:toy","content":${'{"a":'.repeat(DEPTH)}1${'}'.repeat(DEPTH)}}`

describe('a to-device message that is nested deep', () => {
  afterEach(stopAllGateways)

  it('arrives as it was written, by the stream and by /sync', async () => {
    const { open, answered, toy } = await startGateway()
    const content = `{"next_batch":"s0","to_device":{"events":[${deep}]}}`
    let given = 0
    toy.script = (_request, response, { pathname, searchParams }) => {
      if (!pathname.endsWith('/sync')) return false
      if (!searchParams.has('since')) response.end(content)
      else if (searchParams.get('since') === 's1') response.end('{"next_batch":"s2","a":{"b":1}}')
      given += 1
      return true
    }
    const client = await open()
    await client.until(each => each.events().length === 1)
    assert.equal(client.events()[0]?.data, content)
    const again = await open({ fields: ['Last-Event-ID: s1'] })
    await again.until(each => each.events().length === 1)
    assert.equal(again.events()[0]?.data, `{"to_device":{"events":[${deep}]},"next_batch":"s2","a":{"b":1}}`)
    const plain = await answered({ path: '/_matrix/client/v3/sync?since=s1' })
    await plain.until(each => each.raw().includes('"next_batch":"s2"'))
    assert.deepEqual([status(plain), JSON.parse(plain.content().toString()).next_batch], [200, 's2'])
    assert.ok(plain.raw().includes(deep) && given >= 3)
  })

  it('or a chain that fails otherwise, leaves nothing that goes on asking', async () => {
    const { answered, toy } = await startGateway({ upstream_check_s: 0.05 })
    let checks = 0
    toy.script = (_request, response, { pathname }) => {
      if (pathname.endsWith('/whoami')) checks += 1
      if (!pathname.endsWith('/sync')) return false
      response.end(`{"next_batch":"s0","to_device":{"events":[${'['.repeat(20_000)}${']'.repeat(20_000)}]}}`)
      return true
    }
    for (let attempt = 0; attempt < 3; attempt += 1) assert.equal(status(await answered()), 502)
    await eventually(() => toy.waiting() === 0)
    const before = checks
    await pause(500)
    assert.equal(checks, before)
  })
})
