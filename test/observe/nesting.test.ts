import { strict as assert } from 'node:assert'
import { MOST_DEPTH, parsedJson } from '../../observe/nesting.js'

const nested = (depth: number, inmost = ''): string => `${'['.repeat(depth)}${inmost}${']'.repeat(depth)}`

const inmostOf = (value: unknown): { depth: number; inmost: unknown } => {
  let depth = 0
  let inmost = value
  while (Array.isArray(inmost)) {
    depth += 1
    inmost = inmost[0]
  }
  return { depth, inmost }
}

describe('JSON of a target', () => {
  it('is read whole up to the most depth', () => {
    assert.deepEqual(inmostOf(parsedJson(nested(MOST_DEPTH, '"a"'))), { depth: MOST_DEPTH, inmost: 'a' })
  })

  it('is text below it, and says so', () => {
    const deep = inmostOf(parsedJson(nested(MOST_DEPTH + 2, '"a"')))
    assert.deepEqual(deep, { depth: MOST_DEPTH, inmost: `nested more than ${MOST_DEPTH} deep: [["a"]]` })
  })

  it('does not count brackets in strings', () => {
    const text = `${'[{"\\\\\\"'.repeat(MOST_DEPTH)} \\" `
    assert.deepEqual(parsedJson(JSON.stringify({ text, after: ['"', '\\'] })), { text, after: ['"', '\\'] })
  })

  it('keeps what stands beside and after deep values', () => {
    const deep = nested(20_000)
    const value = parsedJson(`{"a":${deep},"b":[1,${deep},2],"c":"c"}`) as { b: unknown[]; c: string }
    assert.equal(value.c, 'c')
    assert.deepEqual([value.b[0], value.b[2]], [1, 2])
  })

  it('is refused where it is not valid, however deep', () => {
    assert.throws(() => parsedJson(nested(20_000).slice(0, -1)), SyntaxError)
    assert.throws(() => parsedJson(nested(20_000, 'x')), SyntaxError)
  })

  it('reads a string of 40 MiB', () => {
    const text = 'a'.repeat(40 << 20)
    assert.equal((parsedJson(`[["${text}"]]`) as string[][])[0]?.[0]?.length, text.length)
  })
})
