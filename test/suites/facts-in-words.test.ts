import { strict as assert } from 'node:assert'
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import { explainError, tellingError } from '../../suites/explain-error.js'
import { factInWords } from '../../suites/facts-in-words.js'
import { requirementsOf } from '../../suites/index.js'

const ajv = new Ajv2020({ allErrors: true, strictTypes: false, strictRequired: false, verbose: true })

const told = (schema: object, document: object) => {
  const validate = ajv.compile(schema)
  assert.equal(validate(document), false)
  const error = tellingError(validate.errors as ErrorObject[])
  assert.ok(error)
  return explainError(error)
}

const at = (path: string, schema: object): object =>
  path.split('/').reduceRight<object>((inner, name) => ({ properties: { [name]: inner }, required: [name] }), schema)

describe('what was expected', () => {
  it('is a sentence about the server', () => {
    assert.deepEqual(told(at('exchanges/POST/response/status', { const: 405 }), { exchanges: { POST: { response: { status: 200 } } } }), {
      expected: 'the status of the response to “POST” is 405',
      actual: '200',
    })
    assert.deepEqual(told(at('framing/colonless', { maxItems: 0 }), { framing: { colonless: [{ text: 'ping' }] } }), {
      expected: 'no lines without a colon that are no field',
      actual: '1: "ping"',
    })
    assert.deepEqual(told(at('exchanges/HEAD/stream', { const: false }), { exchanges: { HEAD: { stream: true } } }), {
      expected: '“HEAD” opens no stream',
      actual: '“HEAD” opens a stream',
    })
  })

  it('has its unit, and counts from 1', () => {
    const document = { heartbeats: [{ late_ms: 1 }, { late_ms: 900 }] }
    assert.deepEqual(told(at('heartbeats', { items: { properties: { late_ms: { maximum: 250 } } } }), document), {
      expected: 'the lateness of heartbeat 2 is at most 250 ms',
      actual: '900 ms',
    })
  })

  it('of a list that lacks something is told of the list', () => {
    const document = { exchanges: { a: { response: { cache_control: ['max-age=60'] } } } }
    assert.deepEqual(told(at('exchanges/a/response/cache_control', { contains: { enum: ['no-store', 'no-cache'] } }), document), {
      expected: 'the Cache-Control of “a” has "no-store" or "no-cache"',
      actual: '1: "max-age=60"',
    })
  })

  it('where a part is missing, names it', () => {
    assert.deepEqual(
      told(
        { properties: { exchanges: { properties: { POST: { properties: { response: { required: ['allow'] } } } } } } },
        { exchanges: { POST: { response: {} } } },
      ),
      {
        expected: 'the response to “POST” has an Allow field',
        actual: 'it has none',
      },
    )
  })

  it('has words for what a profile judges most', () => {
    const text = JSON.stringify(requirementsOf('matrix').map(({ strict }) => strict))
    for (const path of ['heartbeats/0/bytes', 'resume/lost', 'exchanges/a/end', 'compared/a/timeline/missing', 'deliveries/lf/got']) {
      assert.equal(typeof factInWords(path.split('/')), 'string', path)
      assert.ok(text.includes(`"${path.split('/').at(-1)}"`), path)
    }
  })
})
