import { strict as assert } from 'node:assert'
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import { profileNames, schemaOf } from '../../schemas/index.js'
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

// Keywords that may fail for the fact that they stand at, and the ones that hold further schemas.
const TELLS = [
  'const',
  'enum',
  'type',
  'required',
  'pattern',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minItems',
  'maxItems',
  'contains',
  'not',
]
// Keys of `x-words` that is not a noun alone.
const FORMS = new Set(['yes no', 'noun part', 'noun inside', 'part'])

interface Applied {
  readonly properties?: Readonly<Record<string, unknown>>
  readonly additionalProperties?: unknown
  readonly items?: unknown
  readonly allOf?: readonly unknown[]
  readonly anyOf?: readonly unknown[]
  readonly oneOf?: readonly unknown[]
  readonly then?: unknown
  readonly else?: unknown
}

const at = (path: string, schema: object): object =>
  path.split('/').reduceRight<object>((inner, name) => ({ properties: { [name]: inner }, required: [name] }), schema)

describe('what was expected', () => {
  it('is a sentence about the server', () => {
    assert.deepEqual(told(at('exchanges/POST/response/status', { const: 405 }), { exchanges: { POST: { response: { status: 200 } } } }), {
      expected: 'status of the response to “POST”: 405',
      actual: '200',
    })
    assert.deepEqual(told(at('framing/colonless', { maxItems: 0 }), { framing: { colonless: [{ text: 'ping' }] } }), {
      expected: 'no lines without a colon that are not a field',
      actual: '1: "ping"',
    })
    assert.deepEqual(told(at('exchanges/HEAD/stream', { const: false }), { exchanges: { HEAD: { stream: true } } }), {
      expected: '“HEAD” does not open a stream',
      actual: '“HEAD” opens a stream',
    })
  })

  it('has its unit, and counts from 1', () => {
    const document = { heartbeats: [{ late_ms: 1 }, { late_ms: 900 }] }
    assert.deepEqual(told(at('heartbeats', { items: { properties: { late_ms: { maximum: 250 } } } }), document), {
      expected: 'delay of heartbeat 2: at most 250 ms',
      actual: '900 ms',
    })
  })

  it('reports an item missing from a list for the list', () => {
    const document = { exchanges: { a: { response: { cache_control: ['max-age=60'] } } } }
    assert.deepEqual(told(at('exchanges/a/response/cache_control', { contains: { enum: ['no-store', 'no-cache'] } }), document), {
      expected: 'Cache-Control of “a”: "no-store" or "no-cache"',
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
        expected: 'response to “POST”: an Allow header',
        actual: 'none',
      },
    )
  })

  it('in a document from the server is named by its path there', () => {
    const event = { properties: { type: { type: 'string' } } }
    const events = { additionalProperties: { properties: { events: { items: event } } } }
    const schema = at('exchanges/a/sync/responses', { items: { properties: { data: { properties: { join: events } } } } })
    const document = { exchanges: { a: { sync: { responses: [{ data: { join: { '!x:y': { events: [{ type: null }] } } } }] } } } }
    assert.deepEqual(told(schema, document), {
      expected: 'join["!x:y"].events[0].type in response 1 on “a”: of type "string"',
      actual: 'null',
    })
  })

  it('names an item that is missing from a list', () => {
    const item = { properties: { type: { const: 'm.tag' } }, required: ['type'] }
    assert.deepEqual(
      told(at('exchanges/a/sync/picture/to_device', { contains: item }), { exchanges: { a: { sync: { picture: { to_device: [] } } } } }),
      {
        expected: 'to device on “a”: an item with type "m.tag"',
        actual: 'none',
      },
    )
  })

  it('has words in one of their forms', () => {
    const strange = new Set<string>()
    const look = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return
      for (const [key, value] of Object.entries(node)) {
        if (key !== 'x-words') look(value)
        else if (typeof value !== 'string' && !FORMS.has(Object.keys(value).join(' '))) strange.add(JSON.stringify(value))
      }
    }
    look(schemaOf('observation'))
    assert.deepEqual([...strange], [])
  })

  it('has words for every fact that a requirement judges', () => {
    const wordless = new Set<string>()
    const look = (schema: unknown, names: readonly string[], id: string): void => {
      if (typeof schema !== 'object' || schema === null) return
      if (names.length > 0 && TELLS.some(keyword => keyword in schema) && factInWords(names) === undefined)
        wordless.add(`${id}: ${names.join('.')}`)
      const { properties = {}, additionalProperties, items, allOf = [], anyOf = [], oneOf = [], then, else: otherwise } = schema as Applied
      for (const [name, inner] of Object.entries(properties)) look(inner, [...names, name], id)
      look(additionalProperties, [...names, 'name'], id)
      look(items, [...names, '0'], id)
      for (const inner of [...allOf, ...anyOf, ...oneOf, then, otherwise]) look(inner, names, id)
    }
    for (const profile of profileNames)
      for (const { id, strict, lenient } of requirementsOf(profile)) for (const schema of [strict, lenient]) look(schema, [], id)
    assert.deepEqual([...wordless], [])
  })
})
