import assert from 'node:assert/strict'
import { compare, comparisonText } from '../../scripts/servers/compare.js'
import { spelled } from '../../scripts/servers/raw-answer.js'
import type { ServerResult } from '../../scripts/servers/results.js'
import { serversNamed } from '../../scripts/servers/server.js'

const result = (verdicts: ServerResult['verdicts'], raw: ServerResult['raw']): ServerResult => ({
  runtime: '',
  libraries: {},
  verdicts,
  raw,
  facts: [],
})

describe('the comparison of ssespec with the raw reader', () => {
  it('names who differs, and leaves out what one of them did not see', () => {
    const compared = compare({
      one: result(
        {
          'FRM-05': { verdict: 'pass' },
          'FRM-05b': { verdict: 'fail', actual: 'nothing' },
          'HTTP-09': { verdict: 'warn' },
          'RES-02': { verdict: 'skip' },
          'RES-04': { verdict: 'pass' },
        },
        {
          'FRM-05': { answer: 'holds' },
          'FRM-05b': { answer: 'holds' },
          'HTTP-09': { answer: 'fails', seen: 'no headers' },
          'RES-02': { answer: 'fails', seen: 'nothing was received' },
          'RES-04': { answer: 'not seen' },
        },
      ),
    })
    assert.equal(compared.agreed, 2)
    assert.deepEqual(
      compared.differ.map(({ id }) => id),
      ['FRM-05b'],
    )
    assert.deepEqual(
      compared.unjudged.map(({ id }) => id),
      ['RES-02'],
    )
    assert.match(comparisonText(compared), /1 differ/)
    assert.match(comparisonText(compared), /one {2}FRM-05b: ssespec fail \(nothing\); raw reader holds/)
  })

  it('spells bytes so that every control character is seen', () => {
    const bytes = Buffer.from('data: a\r\u0085\u2028b\u0000\n\n')
    assert.equal(spelled({ b64: bytes.toString('base64'), length: bytes.length }), 'data: a\\r\\u0085\\u2028b\\u0000\\n\\n')
    assert.equal(spelled({ b64: Buffer.from([0x61, 0xff]).toString('base64'), length: 2 }), 'aÿ')
    assert.match(spelled({ b64: bytes.toString('base64'), length: 5000 }), /… \(5000 bytes\)$/)
  })
})

describe('the servers of examples/servers', () => {
  it('are pinned, and each has a port of its own', () => {
    const servers = serversNamed([])
    assert.ok(servers.length >= 14, `${servers.length} servers`)
    assert.equal(new Set(servers.map(({ port }) => port)).size, servers.length)
    assert.ok(new Set(servers.map(({ language }) => language)).size >= 5)
  })

  it('says which names there are', () => {
    assert.throws(() => serversNamed(['nothing']), /unknown server "nothing"; choose from .*nestjs/)
  })
})
