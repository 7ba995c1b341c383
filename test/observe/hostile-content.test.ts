import { strict as assert } from 'node:assert'
import { contentFacts, streamFacts } from './one-stream.js'
import { markerOf, publishNumber } from './published.js'

const DEEP = 20_000
const MANY = 200_000

const nested = (depth: number, inmost = ''): string => `${'['.repeat(depth)}${inmost}${']'.repeat(depth)}`

describe('content that a server sends to break its reader', () => {
  it('reads an event whose JSON is nested 20,000 deep', async () => {
    const { events } = await contentFacts(`data: ${nested(DEEP)}\n\ndata: {"a":${nested(DEEP)}}\n\ndata: after\n\n`)
    assert.equal(events.count, 3)
  })

  it('reads a published payload wrapped in JSON that deep', async () => {
    const payload = `payload ${markerOf(1)}`
    const data = `{"deep":${nested(DEEP, `"${payload}"`)},"data":"${payload}"}`
    const { deliveries } = await streamFacts([[30, `data: ${data}\n\n`]], { more: [publishNumber(20, 1)] })
    assert.equal(deliveries['1']?.got, payload)
  })

  it('reads 200,000 events that arrive at once', async () => {
    const { events } = await contentFacts('id: 1\ndata: {}\n\n'.repeat(MANY))
    assert.equal(events.count, MANY)
  })
})
