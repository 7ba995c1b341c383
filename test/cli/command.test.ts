import { strict as assert } from 'node:assert'
import { createServer } from 'node:net'
import { scenarios } from '../../record/index.js'
import { faults } from '../../reference/index.js'
import { tool } from '../../schemas/index.js'
import { families } from '../../suites/index.js'
import { folderWith, removeFolders } from '../api/scratch.js'
import { type Ran, ssespec } from './ssespec.js'

const ESCAPE = '\x1b['

/** One line that says what is wrong, without a stack trace. */
const isOneLine = ({ out, err }: Ran): void => {
  assert.equal(out, '')
  assert.match(err, /^[^\n]+\n$/)
  assert.doesNotMatch(err, /\n\s+at |node:internal|Error:/)
}

const closedPort = async (): Promise<number> => {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise(resolve => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : assert.fail('a port')
}

describe('ssespec', () => {
  afterEach(removeFolders)

  it('list --json has every requirement, scenario and fault', async () => {
    const { code, out, err } = await ssespec(['list', '--json'])
    assert.deepEqual([code, err], [0, ''])
    const listed = JSON.parse(out)
    assert.deepEqual(Object.keys(listed), ['requirements', 'scenarios', 'faults'])
    assert.deepEqual(
      listed.requirements,
      families().flatMap(({ requirements }) => requirements),
    )
    assert.deepEqual(
      listed.scenarios.map(({ name }: { name: string }) => name),
      scenarios.map(({ name }) => name),
    )
    assert.deepEqual(
      listed.faults,
      faults.map(({ name, breaks, summary }) => ({ name, breaks: [...breaks], summary })),
    )
  })

  it('explain tells all about an id, in any case, and of an unknown one which there are: 5', async () => {
    const known = await ssespec(['explain', 'frm-05b'])
    assert.deepEqual([known.code, known.err], [0, ''])
    assert.match(known.out, /FRM-05b/)
    const unknown = await ssespec(['explain', 'FRM-99'])
    assert.equal(unknown.code, 5)
    isOneLine(unknown)
    assert.match(unknown.err, /FRM-99.*HTTP, FRM.*ssespec list/)
  })

  it('check of nothing ends with 5, before anything is asked of the target', async () => {
    const ran = await ssespec(['check', 'http://127.0.0.1:1/', '--only', 'xyz'])
    assert.equal(ran.code, 5)
    assert.match(ran.err, /named XYZ/)
  })

  it('check of a port on which nothing listens ends with 3, and says what to do', async () => {
    const port = await closedPort()
    const ran = await ssespec(['check', `http://127.0.0.1:${port}/events`])
    assert.equal(ran.code, 3)
    assert.equal(ran.out, '')
    assert.match(
      ran.err,
      new RegExp(
        `^http://127\\.0\\.0\\.1:${port}/events cannot be reached: nothing is listening on that port; start the server, or use another port\\.$`,
        'm',
      ),
    )
    assert.doesNotMatch(ran.err, /\n\s+at /)
  })

  it('with a wrong configuration ends with 2, and names the key', async () => {
    const folder = folderWith({ 'ssespec.config.json': '{"heartbeat": 1}' })
    const ran = await ssespec(['check'], { folder })
    assert.equal(ran.code, 2)
    assert.match(ran.err, /^ssespec\.config\.json is not valid:\n {2}the document: "heartbeat" is not a known key; known are /)
    assert.doesNotMatch(ran.err, /\n\s+at /)
  })

  it('with a URL ignores the configuration of another one, and says so on standard error', async () => {
    const folder = folderWith({ 'ssespec.config.json': JSON.stringify({ url: 'http://127.0.0.1:2/' }) })
    const ran = await ssespec(['check', 'http://127.0.0.1:1/'], { folder })
    assert.equal(ran.code, 3)
    assert.match(ran.err, /^ssespec\.config\.json is ignored: [^\n]+--config ssespec\.config\.json\.\n/)
  })

  it('with an authority that is no certificate ends with 2 before anything is asked of the target, and names the key', async () => {
    const url = 'https://127.0.0.1:1/'
    for (const [text, words] of [
      ['no PEM', /^tls\.ca is not a certificate: .*ca\.pem must hold/],
      [undefined, /^tls\.ca could not be read: ENOENT/],
    ] as const) {
      const files = { 'ssespec.config.json': JSON.stringify({ url, tls: { ca: 'ca.pem' } }) }
      const ran = await ssespec(['check'], { folder: folderWith(text === undefined ? files : { ...files, 'ca.pem': text }) })
      assert.equal(ran.code, 2, ran.err)
      isOneLine(ran)
      assert.match(ran.err, words)
    }
  })

  it('used wrongly ends with 2, and asked for its version with 0', async () => {
    for (const args of [
      ['check', '--nope'],
      ['check', '--jobs', '0'],
      ['check', '--reporter', 'nope'],
    ]) {
      const { code, err } = await ssespec(args)
      assert.equal(code, 2, args.join(' '))
      assert.doesNotMatch(err, /\n\s+at /)
    }
    const { code, out } = await ssespec(['--version'])
    assert.deepEqual([code, out], [0, `${tool.version}\n`])
  })

  it('lint reads a pipe: 0 where it conforms, 1 where it does not, 4 where there is nothing', async () => {
    const good = await ssespec(['lint', '-'], { input: 'id: 1\ndata: a\n\n' })
    assert.deepEqual([good.code, good.err], [0, ''])
    const bad = await ssespec(['lint'], { input: Buffer.from('id: 1\ndata: caf\xe9\n\n', 'latin1') })
    assert.equal(bad.code, 1)
    assert.match(bad.out, /FRM-01/)
    assert.match(bad.out, /xe9/i)
    assert.equal((await ssespec(['lint', '-'], { input: '' })).code, 4)
  })

  it('lint of a file that is not there ends with 2', async () => {
    const ran = await ssespec(['lint', '/nowhere/capture'])
    assert.equal(ran.code, 2)
    isOneLine(ran)
  })

  it('prints no colour into a pipe, unless FORCE_COLOR asks for it, and never with NO_COLOR', async () => {
    const input = 'ping\n\n'
    const coloured = async (environment: Record<string, string>) =>
      (await ssespec(['lint', '-'], { input, environment })).out.includes(ESCAPE)
    assert.deepEqual(
      [await coloured({}), await coloured({ FORCE_COLOR: '1' }), await coloured({ FORCE_COLOR: '1', NO_COLOR: '1' })],
      [false, true, false],
    )
  })
})
