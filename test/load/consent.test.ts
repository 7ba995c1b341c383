import { strict as assert } from 'node:assert'
import { ConfigurationError, load } from '../../api/index.js'
import { readWorkload } from '../../load/index.js'
import type { Config } from '../../schemas/index.js'

const HERE = 'http://127.0.0.1:1'
const workload = readWorkload('idle', {})

const refused = async (config: Config, allowed_hosts?: readonly string[]): Promise<string> => {
  const loaded = async () => load({ config, workload, ...(allowed_hosts === undefined ? {} : { allowed_hosts }) })
  const cause = await loaded().catch((error: unknown) => error)
  assert.ok(cause instanceof ConfigurationError, String(cause))
  return cause.message
}

describe('consent to load', () => {
  const used: Readonly<Record<string, Config>> = {
    'the stream of a homeserver': { profile: 'matrix', stream_url: 'http://load.example/sync' },
    'the metrics of a homeserver': { profile: 'matrix', hooks: { metrics: { url: 'http://load.example/metrics' } } },
    'the publish hook': { hooks: { publish: { url: 'http://load.example/publish', body: '{{data}}' } } },
    'the restart hook': { hooks: { restart: { url: 'http://load.example/restart' } } },
    'the metrics hook': { hooks: { metrics: { url: 'http://load.example/metrics' } } },
    'another transport': { load: { websocket: { url: 'wss://load.example/' } } },
    'a host behind a user part that looks local': { hooks: { metrics: { url: 'http://127.0.0.1\t@load.example/' } } },
  }
  for (const [name, config] of Object.entries(used)) {
    it(`is needed for ${name}`, async () => {
      assert.match(await refused({ url: HERE, ...config }), /^load\.example is not this machine\./)
    })
  }

  it('is given to each host by name', async () => {
    const hooks = { metrics: { url: 'http://metrics.example:9100/' }, restart: { url: 'http://c.example/' } }
    const config = { url: 'http://load.example/', hooks }
    assert.match(await refused(config, ['load.example']), /^c\.example is not this machine\./)
    assert.match(await refused(config, ['c.example', 'load.example']), /^metrics\.example is not this machine\./)
    assert.match(await refused(config, ['metrics.example:9100', 'load.example']), /^c\.example is not this machine\./)
  })

  it('is needed for the stream of the embedded homeserver', async () => {
    assert.match(await refused({ profile: 'matrix', stream_url: 'http://load.example/sync' }), /^load\.example is not this machine\./)
  })

  it('does not let a path leave the server, whichever host is allowed', async () => {
    for (const url of [{ url: HERE }, {}])
      assert.match(
        await refused({ ...url, profile: 'matrix', path: '//load.example/x' }, ['load.example']),
        /^path .* leads to load\.example/,
      )
  })
})
