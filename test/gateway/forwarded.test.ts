import assert from 'node:assert/strict'
import { trustOf } from '../../gateway/forwarded.js'
import { startGateway as startGatewayAt } from '../../gateway/index.js'
import { startGateway, stopAllGateways } from './started.js'

const CLAIMED = ['X-Forwarded-For: 10.1.1.1', 'X-Forwarded-Proto: https', 'X-Forwarded-Host: evil.test', 'X-Forwarded-Port: 1']
const fields = [...CLAIMED, 'Forwarded: for=10.1.1.1', 'X-Real-IP: 10.1.1.1']

async function passedOn(trusted_proxies: readonly string[]): Promise<(string | string[] | undefined)[]> {
  const { ask, toy } = await startGateway({ trusted_proxies })
  await ask({ path: '/x', fields }).until(each => each.raw().includes('"path"'))
  const { headers = {} } = toy.others[0] ?? {}
  return ['for', 'proto', 'host', 'port'].map(name => headers[`x-forwarded-${name}`]).concat(headers.forwarded, headers['x-real-ip'])
}

describe('where a request came from, as the gateway passes it on', () => {
  afterEach(stopAllGateways)

  it('is what the gateway sees, whatever the client claims', async () => {
    assert.deepEqual(await passedOn([]), ['127.0.0.1', 'http', 'a.test', undefined, undefined, '127.0.0.1'])
    assert.deepEqual(await passedOn(['10.0.0.0/8', '::1']), ['127.0.0.1', 'http', 'a.test', undefined, undefined, '127.0.0.1'])
  })

  it('is what a trusted proxy says, and its own address', async () => {
    const said = ['10.1.1.1, 127.0.0.1', 'https', 'evil.test', '1', 'for=10.1.1.1', '10.1.1.1']
    assert.deepEqual(await passedOn(['127.0.0.0/8']), said)
  })

  it('a proxy is trusted by its address or its network', () => {
    const isTrusted = trustOf(['192.0.2.7', '10.0.0.0/8', '2001:db8::/32'])
    const yes = ['192.0.2.7', '10.255.0.1', '2001:db8::1', '::ffff:10.0.0.1']
    const no = ['192.0.2.8', '11.0.0.1', '2001:db9::1', '', 'localhost', undefined]
    assert.deepEqual([...yes, ...no].map(isTrusted), [...yes.map(() => true), ...no.map(() => false)])
    for (const wrong of ['', 'localhost', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0/8', '::/129', '1.1.1.1/-1'])
      assert.throws(() => trustOf([wrong]), RangeError, wrong)
  })

  it('metrics have an address of their own, where asked for: without CORS, and gone from the main port', async () => {
    const { gateway, answered } = await startGateway({ metrics_address: '127.0.0.1:0' })
    const response = await fetch(`${gateway.metricsUrl}`)
    assert.match(await response.text(), /^ssespec_gateway_upstream_requests_total 0$/m)
    assert.deepEqual([response.status, response.headers.get('access-control-allow-origin')], [200, null])
    assert.equal((await fetch(`${gateway.metricsUrl}/x`)).status, 404)
    const passed = await answered({ path: '/metrics' })
    await passed.until(each => each.raw().includes('"path":"/metrics"'))
    await gateway.stop()
    await assert.rejects(fetch(`${gateway.metricsUrl}`))
    const upstream = 'http://127.0.0.1:1'
    for (const metrics_address of ['9090', ':9090', 'a:', 'a:70000'])
      await assert.rejects(startGatewayAt({ upstream, metrics_address }), RangeError)
  })
})
