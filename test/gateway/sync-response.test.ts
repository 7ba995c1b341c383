import assert from 'node:assert/strict'
import fc from 'fast-check'
import { oneLine, readSyncResponse, withMessages } from '../../gateway/sync-response.js'

const read = (text: string) => readSyncResponse(Buffer.from(text))

async function having(text: string, ...messages: string[]): Promise<unknown> {
  const response = await read(text)
  return response && JSON.parse(withMessages(response, messages).toString())
}

describe('a /sync response as bytes', () => {
  it('is read as JSON.parse reads it: its token, its to-device messages, and whether it says something', async () => {
    const section = fc.oneof(fc.jsonValue(), fc.record({ events: fc.array(fc.jsonValue()) }))
    const sections = fc.record(
      { next_batch: fc.stringMatching(/^\w+$/), to_device: section, rooms: section },
      { requiredKeys: ['next_batch'] },
    )
    await fc.assert(
      fc.asyncProperty(sections, fc.constantFrom(0, 2), async (value, indent) => {
        const response = await read(JSON.stringify(value, undefined, indent))
        const { events } = Object(value.to_device) as { events?: unknown }
        const messages = Array.isArray(value.to_device) || !Array.isArray(events) ? [] : events
        assert.deepEqual(
          [response?.next_batch, response?.to_device.map(each => JSON.parse(each))],
          [value.next_batch, JSON.parse(JSON.stringify(messages))],
        )
        assert.equal(response?.says_something, value.rooms !== undefined && !isHollow(value.rooms))
        assert.deepEqual(JSON.parse(oneLine(response?.bytes ?? Buffer.alloc(0))), JSON.parse(JSON.stringify(value)))
      }),
      { numRuns: 500 },
    )
  })

  it('that is not JSON, or has no token that can be an id, is none', async () => {
    const wrong = ['', '{', '[]', '"next_batch"', '{"next_batch":"a"', '{"next_batch":"a"}}', '{"next_batch":"a",}', '{"next_batch" "a"}']
    const scalars = [
      'tru',
      '01',
      '1.',
      '.5',
      '+1',
      '-',
      '1e',
      'NaN',
      '"a',
      '"\\x"',
      '"\\u12g4"',
      '"\u0001"',
      '"\n"',
      '[1 2]',
      '[}',
      '{1:2}',
      '{,}',
    ]
    const tokens = ['""', '" a"', '"a\\n"', '1', 'null', '["a"]']
    const texts = [...wrong, ...scalars.map(each => `{"next_batch":"a","x":${each}}`), ...tokens.map(token => `{"next_batch":${token}}`)]
    for (const text of texts) assert.equal(await read(text), undefined, text)
    assert.equal(await readSyncResponse(Buffer.from('{"next_batch":"a","x":"\xff"}', 'latin1')), undefined)
    assert.equal((await read(' {"next\\u005fbatch" : "a" , "x" : [ -1.5e+3 , "\\u00e9\\\\" , { } ] }\n'))?.next_batch, 'a')
  })

  it('gets other to-device messages in place of its own, wherever they belong, and nothing else changes', async () => {
    const to_device = { events: [1, 2] }
    assert.deepEqual(await having('{"next_batch":"a"}', '1', '2'), { to_device, next_batch: 'a' })
    assert.deepEqual(await having('{"to_device":{},"next_batch":"a"}', '1', '2'), { to_device, next_batch: 'a' })
    assert.deepEqual(await having('{"to_device":{"x":1},"next_batch":"a"}', '1', '2'), {
      to_device: { ...to_device, x: 1 },
      next_batch: 'a',
    })
    assert.deepEqual(await having('{"to_device":null,"next_batch":"a"}', '1', '2'), { to_device, next_batch: 'a' })
    assert.deepEqual(await having('{"to_device":{"events":{"x":{}}},"next_batch":"a"}', '1', '2'), { to_device, next_batch: 'a' })
    assert.deepEqual(await having('{"to_device":{"events":[3]},"next_batch":"a"}'), { to_device: { events: [] }, next_batch: 'a' })
    const odd = await read('{"n":1.00, "to_device":{"x":0,"events":[ {"a":1.0} ]} ,"next_batch":"a"}')
    assert.deepEqual(odd?.to_device, ['{"a":1.0}'])
    assert.equal(
      odd && withMessages(odd, ['{"b":2.0}']).toString(),
      '{"n":1.00, "to_device":{"x":0,"events":[{"b":2.0}]} ,"next_batch":"a"}',
    )
    assert.equal(odd && withMessages(odd, ['{"a":1.0}']), odd?.bytes)
  })

  it('may be nested as deep as any homeserver accepts, and no deeper', async () => {
    const nested = (depth: number) => `{"next_batch":"a","to_device":{"events":[${'['.repeat(depth)}${']'.repeat(depth)}]}}`
    assert.equal((await read(nested(9_000)))?.to_device[0]?.length, 18_000)
    assert.equal(await read(nested(10_000)), undefined)
    assert.equal(await read('{"x":'.repeat(1_000_000)), undefined)
  })

  it('of many megabytes is read in turns, between which others are served', async () => {
    const text = `{"next_batch":"a","x":[${'"0123456789",'.repeat(1_000_000)}0]}`
    let turns = 0
    const timer = setInterval(() => (turns += 1), 0)
    assert.equal((await read(text))?.says_something, true)
    clearInterval(timer)
    assert.ok(turns >= 3, `${turns}`)
  })
})

function isHollow(section: unknown): boolean {
  if (section === null) return true
  return (
    typeof section === 'object' &&
    Object.values(section).every(part => part === null || (typeof part === 'object' && Object.keys(part).length === 0))
  )
}
