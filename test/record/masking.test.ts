import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { resolveTarget } from '../../api/configuration.js'
import { createMasking } from '../../record/masking.js'
import { secretsOf } from '../../record/secrets.js'
import { cut } from '../wire/splitting.js'
import { carried, written } from './recorded.js'

const SECRET = 'a token/of+ours?'
const stars = (text: string) => '*'.repeat(Buffer.byteLength(text))

/** What stands in the recording of these chunks. */
const recordedOf = async (chunks: readonly Uint8Array[], secrets: readonly string[]): Promise<Buffer> =>
  carried(
    await written(recording => {
      for (const [t, chunk] of chunks.entries()) recording.bytes('a-1', 'received', Buffer.from(chunk), t)
      recording.settle('a-1')
    }, createMasking(secrets)),
    'a-1',
    'received',
  )

const isMasked = async (text: string, masked: string): Promise<void> =>
  assert.equal((await recordedOf([Buffer.from(text)], [SECRET])).toString(), masked)

describe('a secret', () => {
  it('is asterisks of the same length in the recording', () => isMasked(`a ${SECRET} b ${SECRET}`, `a ${stars(SECRET)} b ${stars(SECRET)}`))

  it('is masked percent-encoded, with codes in either case, and as a form encodes it', async () => {
    const usual = encodeURIComponent(SECRET)
    await isMasked(`/?t=${usual}&`, `/?t=${stars(usual)}&`)
    const lower = usual.replaceAll('%2F', '%2f').replaceAll('%2B', '%2b').replaceAll('%3F', '%3f')
    await isMasked(`/?t=${lower}&`, `/?t=${stars(lower)}&`)
    const form = usual.replaceAll('%20', '+')
    await isMasked(`/?t=${form}&`, `/?t=${stars(form)}&`)
  })

  it('is masked as JSON spells it', async () => {
    const quoted = 'say "it" \\ now'
    const spelled = JSON.stringify(quoted)
    assert.equal((await recordedOf([Buffer.from(spelled)], [quoted])).toString(), `"${stars(spelled.slice(1, -1))}"`)
  })

  it('cannot be read from base64 that it stands in, by itself or behind anything, in either alphabet', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary-ascii', maxLength: 6 }),
        fc.string({ unit: 'binary-ascii', maxLength: 6 }),
        fc.constantFrom('base64', 'base64url'),
        (before, after, alphabet) => {
          const coded = Buffer.from(before + SECRET + after).toString(alphabet)
          const { masked } = createMasking([SECRET]).mask(Buffer.from(coded), [])
          const shown = Buffer.from(masked.toString().replaceAll('*', 'A'), 'base64').toString('latin1')
          assert.equal(masked.length, coded.length)
          assert.ok(masked.includes('*'))
          assert.ok(!shown.includes(SECRET.slice(2, -2)), shown)
        },
      ),
    )
  })

  it('never stands in the recording, however the bytes were cut, and no byte moves', async () => {
    const text = fc.constantFrom(SECRET, SECRET.slice(0, 5), SECRET.slice(-5), 'a', ' token', '\n', encodeURIComponent(SECRET), 'other')
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 8 }), fc.array(fc.nat(), { maxLength: 10 }), async (texts, places) => {
        const whole = Buffer.from(texts.join(''))
        const bytes = await recordedOf(cut(whole, places), [SECRET])
        assert.ok(!bytes.includes(SECRET) && !bytes.includes(encodeURIComponent(SECRET)))
        assert.equal(bytes.length, whole.length)
        for (const [index, byte] of bytes.entries()) assert.ok(byte === whole[index] || byte === 0x2a)
        assert.deepEqual(bytes, await recordedOf([whole], [SECRET]))
      }),
      { numRuns: 60 },
    )
  })

  it('keeps the time of each chunk that it was cut into', async () => {
    const { lines } = await written(
      recording => {
        recording.bytes('a-1', 'received', Buffer.from(SECRET.slice(0, 6)), 7)
        recording.bytes('a-1', 'received', Buffer.from(SECRET.slice(6)), 9)
      },
      createMasking([SECRET]),
    )
    assert.deepEqual(
      lines.map(({ t }) => t),
      [7, 9],
    )
  })

  it('is masked in content that chunk sizes stand between', async () => {
    const bytes = Buffer.from(`4\r\na to\r\nc\r\n${SECRET.slice(4)}\r\n`)
    const at = bytes.indexOf('a to')
    const recorded = await written(
      recording => {
        recording.bytes('a-1', 'received', bytes, 1, [
          [at, at + 4],
          [at + 9, at + 9 + 12],
        ])
      },
      createMasking([SECRET]),
    )
    assert.equal(carried(recorded, 'a-1', 'received').toString(), `4\r\n****\r\nc\r\n${'*'.repeat(12)}\r\n`)
  })

  it('is masked in what the target and the hooks say', async () => {
    const { text } = await written(
      recording => {
        recording.write({
          on: 'a',
          what: 'hook',
          hook: 'publish',
          began: 0,
          ok: false,
          reason: `it answered 500: ${SECRET}`,
          published: { data: SECRET },
        })
        recording.write({ on: 'a-1', what: 'error', code: 'X', message: `about ${SECRET}` })
      },
      createMasking([SECRET]),
    )
    assert.ok(!text.includes(SECRET) && text.includes(stars(SECRET)))
  })

  it('of three characters is left: it would be found in innocent bytes', async () => {
    assert.equal((await recordedOf([Buffer.from('an abc')], ['abc', ''])).toString(), 'an abc')
    assert.equal((await recordedOf([Buffer.from('an abcd')], ['abcd'])).toString(), 'an ****')
  })
})

describe('the secrets of a configuration', () => {
  it('are its token, the values of fields that hold credentials, and those in URLs', () => {
    const target = resolveTarget(
      {
        url: 'https://me:pass%20word@a.example/{{channel}}?access_token=in-url&page=2',
        token: 'the-token',
        headers: { Cookie: 'session=1', 'X-API-Key': 'key-1', Accept: 'plain' },
        request: { headers: { Authorization: 'Basic dXNlcg==' }, body: 'x' },
        hooks: {
          publish: { url: 'http://b.example/?secret=hook-secret&text={{data}}', headers: { authorization: 'Bearer hook-token' } },
          stop: { command: ['stop', 'password'] },
        },
      },
      false,
    )
    const secrets = secretsOf(target)
    for (const one of [
      'the-token',
      'in-url',
      'pass%20word',
      'pass word',
      'session=1',
      'key-1',
      'Basic dXNlcg==',
      'dXNlcg==',
      'hook-secret',
      'hook-token',
    ]) {
      assert.ok(secrets.includes(one), one)
    }
    for (const one of ['2', 'plain', 'password']) assert.ok(!secrets.includes(one), one)
  })
})
