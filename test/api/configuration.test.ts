import { strict as assert } from 'node:assert'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import { loadConfiguration, resolveTarget } from '../../api/configuration.js'
import { ConfigurationError } from '../../api/configuration-error.js'
import type { Config, Hook } from '../../schemas/index.js'
import { folderWith, removeFolders } from './scratch.js'

const fileWith = (config: unknown): string =>
  join(folderWith({ 'c.json': typeof config === 'string' ? config : JSON.stringify(config) }), 'c.json')

const refused = (work: () => unknown): string => {
  try {
    work()
  } catch (cause) {
    assert.ok(cause instanceof ConfigurationError, String(cause))
    return cause.message
  }
  return assert.fail('it was taken')
}

describe('the configuration', () => {
  afterEach(removeFolders)

  it('is the file, over it the environment, over it the flags', () => {
    const file = fileWith({ url: 'http://file/', token: 'file', profile: 'sse', heartbeat_interval_s: 1 })
    const environment = { SSESPEC_URL: 'http://environment/', SSESPEC_TOKEN: 'environment', SSESPEC_HEARTBEAT_INTERVAL_S: '2.5' }
    assert.deepEqual(loadConfiguration({ url: 'http://flags/' }, file, environment), {
      url: 'http://flags/',
      token: 'environment',
      profile: 'sse',
      heartbeat_interval_s: 2.5,
    })
    assert.equal(loadConfiguration({}, file, { SSESPEC_PROFILE: 'matrix' }).profile, 'matrix')
  })

  it('needs no file, and takes an empty variable for none', () => {
    assert.deepEqual(loadConfiguration({ url: 'http://flags/' }, undefined, { SSESPEC_TOKEN: '' }), { url: 'http://flags/' })
  })

  describe('in the working directory, with a URL on the command line', () => {
    const home = process.cwd()
    afterEach(() => process.chdir(home))

    const loadedFor = (url: string, config: Config, file?: string): { token: string | undefined; notes: string[] } => {
      process.chdir(folderWith({ 'ssespec.config.json': JSON.stringify({ ...config, token: 'file' }) }))
      const notes: string[] = []
      const { token } = loadConfiguration({ url }, file, {}, text => notes.push(text))
      return { token, notes }
    }

    it('is used if it names that URL, in any spelling and with any query', () => {
      for (const [given, own] of [
        ['http://a.example/events', 'http://a.example/events?channel={{channel}}'],
        ['http://a.example/events?channel=1', 'http://A.example:80/x/../events'],
        ['http://a.example', 'http://a.example/'],
        ['http://a.example/{{channel}}', 'http://a.example/{{channel}}'],
      ] as const)
        assert.deepEqual(loadedFor(given, { url: own }), { token: 'file', notes: [] }, given)
    })

    it('is ignored otherwise, and one line says how to use it', () => {
      const note = 'ssespec.config.json is ignored: its url is not the URL given. To use it anyway, add --config ssespec.config.json.\n'
      for (const own of [
        'http://b.example/events',
        'http://a.example/',
        'https://a.example/events',
        'http://a.example/events@b',
        undefined,
      ]) {
        const config = own === undefined ? {} : { url: own }
        assert.deepEqual(loadedFor('http://a.example/events', config), { token: undefined, notes: [note] }, own)
      }
    })

    it('is used if --config names it', () => {
      const loaded = loadedFor('http://a.example/', { url: 'http://b.example/' }, 'ssespec.config.json')
      assert.deepEqual(loaded, { token: 'file', notes: [] })
    })

    it('is not compared with a URL that is none', () => {
      assert.match(
        refused(() => loadedFor('http://', {})),
        /^http:\/\/ is not a URL/,
      )
    })
  })

  it('with a key that is not known names the key, those that are, and the file', () => {
    const file = fileWith({ heartbeat_intervall_s: 1 })
    const message = refused(() => loadConfiguration({}, file, {}))
    assert.ok(message.startsWith(`${file} is not valid:`), message)
    assert.match(message, /"heartbeat_intervall_s" is not a known key; known are .*heartbeat_interval_s/)
    assert.match(
      refused(() => loadConfiguration({}, fileWith({ tls: { cert: 'a' } }), {})),
      /tls: "cert" is not a known key; known are ca, insecure/,
    )
  })

  it('with a hook of a wrong shape names what is wrong with the shape that is meant', () => {
    const ofHook = (hook: unknown): string => refused(() => loadConfiguration({}, fileWith({ hooks: { restart: hook } }), {}))
    assert.match(
      ofHook({ command: 'bash restart.sh' }),
      /is not valid:\n {2}hooks\.restart\.command: must be array; it is "bash restart\.sh"$/,
    )
    assert.match(ofHook({ url: '/restart' }), /is not valid:\n {2}hooks\.restart\.url: must match \S+; it is "\/restart"$/)
    assert.match(ofHook({ path: '/restart' }), /"url" is missing[\s\S]*"command" is missing/)
  })

  it('with a publish hook that passes no payload on, or names what is no placeholder, says which there are', () => {
    const ofHook = (publish: NonNullable<Config['hooks']>['publish']): string =>
      refused(() => resolveTarget({ url: 'http://a/', hooks: { publish } } as Config & { url: string }, false))
    assert.match(
      ofHook({ url: 'http://a/', body: { text: '{{dat}}' } }),
      /^hooks\.publish: \{\{dat\}\} is not a placeholder\. Use \{\{data\}\}/,
    )
    assert.match(ofHook({ url: 'http://a/', body: { event: '{{event}}' } }), /^hooks\.publish: \{\{data\}\} is missing/)
    const hooks: Hook[] = [
      { url: 'http://a/?text={{data}}' },
      { url: 'http://a/', headers: { text: '{{data}}' } },
      { command: ['publish'] },
    ]
    for (const hook of hooks) assert.equal(resolveTarget({ url: 'http://a/', hooks: { publish: hook } }, false).hooks.publish, hook)
  })

  it('with a value of another type names the place, what is expected and what stands there', () => {
    const message = refused(() =>
      loadConfiguration({}, fileWith({ tls: { insecure: 'yes' }, heartbeat_interval_s: 0, url: 'example.org' }), {}),
    )
    assert.match(message, /tls\.insecure: must be boolean; it is "yes"/)
    assert.match(message, /heartbeat_interval_s: must be > 0; it is 0/)
    assert.match(message, /url: must match \^https\?:\/\/; it is "example\.org"/)
    assert.match(
      refused(() => loadConfiguration({}, fileWith([]), {})),
      /the document: must be object/,
    )
  })

  it('in the environment or on the command line is checked too', () => {
    assert.match(
      refused(() => loadConfiguration({}, undefined, { SSESPEC_HEARTBEAT_INTERVAL_S: 'x' })),
      /The environment \(SSESPEC_\*\) is not valid:\n.*heartbeat_interval_s/,
    )
    assert.match(
      refused(() => loadConfiguration({ url: 'ftp://a' }, undefined, {})),
      /The command line is not valid:\n.*url/,
    )
  })

  it('that is not JSON or cannot be read says so', () => {
    const file = fileWith('{url: 1}')
    assert.ok(refused(() => loadConfiguration({}, file, {})).startsWith(`${file} is not JSON: `))
    assert.match(
      refused(() => loadConfiguration({}, '/nowhere/c.json', {})),
      /^\/nowhere\/c\.json could not be read: .*ENOENT/,
    )
  })

  it('takes the path of an authority from the folder of its file, and an absolute one as it is', () => {
    const file = fileWith({ tls: { ca: 'ca.pem', insecure: true } })
    assert.deepEqual(loadConfiguration({}, file, {}).tls, { ca: join(file, '..', 'ca.pem'), insecure: true })
    assert.deepEqual(loadConfiguration({}, fileWith({ tls: { ca: '/etc/ca.pem' } }), {}).tls, { ca: '/etc/ca.pem' })
  })
})

describe('the target', () => {
  afterEach(removeFolders)

  const target = (config: Partial<Config> = {}, quick = false) => resolveTarget({ url: 'http://a.example/', ...config }, quick)

  it('has every default filled in', () => {
    const { profile, headers, hooks, tolerance, tls, quick } = target()
    assert.deepEqual(
      { profile, headers, hooks, tls, quick },
      { profile: 'sse', headers: {}, hooks: {}, tls: { insecure: false }, quick: false },
    )
    assert.deepEqual(tolerance, { heartbeat_ms: 250, head_ms: 1000, delivery_ms: 1000, wait_ms: 5000, slow_head_s: 60 })
  })

  it('bears heartbeats that are late by a twentieth of a long interval', () => {
    assert.equal(target({ heartbeat_interval_s: 5 }).tolerance.heartbeat_ms, 250)
    assert.equal(target({ heartbeat_interval_s: 60 }).tolerance.heartbeat_ms, 3000)
    assert.equal(target({ heartbeat_interval_s: 60, tolerance: { heartbeat_ms: 1 } }).tolerance.heartbeat_ms, 1)
  })

  it('has the request that opens a stream, a body that is no string as JSON', () => {
    assert.deepEqual(target({ request: {} }).request, { method: 'POST', headers: {} })
    assert.deepEqual(target({ request: { method: 'PUT', headers: { A: 'b' }, body: 'text' } }).request, {
      method: 'PUT',
      headers: { A: 'b' },
      body: 'text',
    })
    assert.deepEqual(target({ request: { headers: { A: 'b' }, body: { stream: true } } }).request, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', A: 'b' },
      body: '{"stream":true}',
    })
  })

  it('has the certificates of its authorities as their file has them', async () => {
    const [one, two] = await Promise.all(['one', 'two'].map(value => generate([{ name: 'commonName', value }])))
    for (const text of [one?.cert ?? '', `# one\n${one?.cert}\n\n# two\n${two?.cert}`]) {
      assert.equal(target({ tls: { ca: fileWith(text) } }).tls.ca, text)
    }
  })

  it('is none where the file of its authority is not there, or holds no certificate, and names the key', async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'one' }])
    assert.match(
      refused(() => target({ tls: { ca: '/nowhere/ca.pem' } })),
      /^tls\.ca could not be read: .*ENOENT/,
    )
    const broken = cert.replace(/-\n[^-]+\n-/, '-\nAAAA\n-')
    for (const text of ['', 'PEM', key, broken, `${cert}\n${broken}`, '\x00\xff']) {
      const file = fileWith(text)
      assert.equal(
        refused(() => target({ tls: { ca: file } })),
        `tls.ca is not a certificate: ${file} must hold one or more in PEM, each starting with -----BEGIN CERTIFICATE-----`,
      )
    }
  })

  it('has its stream on the homeserver itself, or at stream_url: no other path gets the tokens of accounts', () => {
    const streamAt = (where: Partial<Config>): URL => new URL(target({ profile: 'matrix', ...where }).url)
    assert.equal(streamAt({ path: '/sync' }).href.split('?')[0], 'http://a.example/sync')
    assert.equal(streamAt({ path: '//a.example/sync' }).host, 'a.example')
    assert.equal(streamAt({ stream_url: 'http://b.example/sync' }).host, 'b.example')
    for (const path of ['//b.example/x', '/\\b.example/x', '/\t/b.example/x', '/\n\\user@b.example']) {
      assert.equal(
        refused(() => streamAt({ path })),
        `path ${JSON.stringify(path)} leads to b.example instead of a.example. For a stream on another server, set stream_url.`,
      )
    }
    assert.match(
      refused(() => streamAt({ path: '//a.example:81/' })),
      /leads to a\.example:81 instead of a\.example\./,
    )
  })

  it('is a URL, with a place for the channel or without', () => {
    assert.equal(target({ url: 'http://a.example/{{channel}}' }).url, 'http://a.example/{{channel}}')
    assert.match(
      refused(() => target({ url: 'http://' })),
      /^http:\/\/ is not a URL/,
    )
  })
})
