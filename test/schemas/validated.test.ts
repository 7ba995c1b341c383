import { strict as assert } from 'node:assert'
import { documentFaults } from '../../schemas/index.js'

const header = {
  format: 'ssespec-recording/1',
  tool: { name: 'ssespec', version: '0.0.0' },
  target: 'a',
  profile: 'sse',
  configuration: {},
  clock: { resolution_ns: 1 },
  started: '',
  scenarios: [],
}
const at = { t: 1, on: 'idle-1' }

describe('what is wrong with a line of a recording', () => {
  const says = (line: unknown, ...faults: string[]) => assert.deepEqual(documentFaults('recording', line), faults)

  it('is nothing where it is a line', () => {
    says(header)
    says({ ...at, what: 'received', text: '' })
    says({ ...at, what: 'close', how: 'fin' })
  })

  it('is told of the kind of line that it says it is', () => {
    says({ ...at, what: 'received', b64: 5 }, 'b64: must be string; it is 5')
    says({ ...at, what: 'sent', t: '3' }, 't: must be integer; it is "3"')
    says({ ...at, what: 'connected', more: 1 }, 'the document: "more" is not a known key; known are t, on, what')
    says({ on: 'idle-1', what: 'close', how: 'fin' }, 'the document: "t" is missing')
  })

  it('is told of the header where it does not say what it is', () => {
    says({ ...header, format: 'ssespec-recording/9' }, 'format: must be equal to constant; it is "ssespec-recording/9"')
    assert.equal(documentFaults('recording', {}).length, 8)
  })

  it('is its kind, where there is none of that name', () => {
    for (const what of ['toString', 'nothing', 5, null]) {
      const [fault = '', ...more] = documentFaults('recording', { ...at, what })
      assert.deepEqual(more, [])
      assert.match(fault, /^what: must be one of scenario, open, connected, .*note; it is /)
    }
  })

  it('is that it is none, where it is no object', () => {
    for (const line of [null, 5, 'text', []])
      assert.ok(documentFaults('recording', line).every(fault => /the document: must be object/.test(fault)))
  })
})
