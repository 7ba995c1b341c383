import { strict as assert } from 'node:assert'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot, profileNames, type Source, validated } from '../../schemas/index.js'
import { families, SHARED } from '../../suites/index.js'
import { writtenOut } from '../../suites/written-out.js'

const textOf = (file: string): string => readFileSync(join(packageRoot, file), 'utf8')
const tableIn = (file: string): Readonly<Record<string, unknown>> => JSON.parse(textOf(file))
const namesIn = (file: string): string[] => Object.keys(tableIn(file)).filter(name => !name.startsWith('$'))

describe('names of conditions and sources', () => {
  it('are written out where a requirement has them, at any depth', () => {
    assert.deepEqual(writtenOut({ allOf: [{ $ref: 'conditions#/arrived' }, { const: 1 }] }), {
      allOf: [{ properties: { fate: { const: 'arrived' } }, required: ['fate'] }, { const: 1 }],
    })
    assert.deepEqual(writtenOut([{ $ref: 'sources#/html-comment' }]), [
      { spec: 'WHATWG HTML', clause: '9.2.5', says: 'comment = colon *any-char end-of-line' },
    ])
    assert.doesNotMatch(JSON.stringify(families()), /(conditions|sources)#/)
  })

  it('that are not defined are an error, with the name and the file', () => {
    assert.throws(() => writtenOut({ $ref: 'conditions#/arrive' }), /suites\/conditions\.json does not define "arrive"/)
    assert.throws(() => writtenOut({ $ref: 'sources#/html-coment' }), /suites\/sources\.json does not define "html-coment"/)
  })

  it('take no keywords beside them, which would be lost', () =>
    assert.throws(() => writtenOut({ $ref: 'conditions#/arrived', required: ['at'] }), /"conditions#\/arrived" has keywords beside it/))

  for (const file of SHARED) {
    it(`are all used: ${file}`, () => {
      const suites = profileNames.flatMap(folder =>
        readdirSync(join(packageRoot, 'suites', folder)).map(name => textOf(`suites/${folder}/${name}`)),
      )
      const all = [...suites, ...SHARED.map(textOf)].join('')
      const reference = file.replace('suites/', '').replace('.json', '#/')
      const names = namesIn(file)
      assert.ok(names.length > 20)
      assert.deepEqual(
        names.filter(name => !all.includes(`"${reference}${name}"`)),
        [],
      )
    })
  }

  it('of sources are those of every sentence that stands twice', () => {
    const table = new Set(namesIn('suites/sources.json').map(name => JSON.stringify(tableIn('suites/sources.json')[name])))
    const times = new Map<string, number>()
    for (const { source } of families().flatMap(({ requirements }) => requirements)) {
      for (const one of source) times.set(JSON.stringify(one), (times.get(JSON.stringify(one)) ?? 0) + 1)
    }
    assert.deepEqual(
      [...times].filter(([text, count]) => count > 1 !== table.has(text)),
      [],
    )
  })

  it('of sources are of valid sources', () => {
    const [first] = families()[0]?.requirements ?? []
    const source = namesIn('suites/sources.json').map(name => tableIn('suites/sources.json')[name] as Source)
    const suite = { format: 'ssespec-suite/1', family: 'HTTP', title: 'HTTP', requirements: [{ ...first, source }] }
    validated('suite', suite, 'suites/sources.json')
  })
})

describe('a path', () => {
  it('is written out as nested schemas: names, names with ?, * and []', () => {
    assert.deepEqual(writtenOut({ '/a/b?/*/[]/c': { const: 1 } }), {
      properties: {
        a: {
          properties: {
            b: { additionalProperties: { items: { properties: { c: { const: 1 } }, required: ['c'] } } },
          },
        },
      },
      required: ['a'],
    })
    assert.deepEqual(writtenOut({ '/end?': false }), { properties: { end: false } })
  })

  it('may have others and keywords beside it', () => {
    assert.deepEqual(writtenOut({ required: ['c'], '/a': { '/b?': { $ref: 'conditions#/compared' } }, '/d': true, minProperties: 1 }), {
      minProperties: 1,
      properties: { a: { properties: { b: { properties: { chain: { minimum: 1 } }, required: ['chain'] } } }, d: true },
      required: ['c', 'a', 'd'],
    })
  })

  it('is not a name or a pattern that begins with a slash', () => {
    const schema = { properties: { '/a': { const: 1 } }, patternProperties: { '/b$': { const: 1 } } }
    assert.deepEqual(writtenOut(schema), schema)
  })

  it('that is not one is an error, and so are two with the same first name', () => {
    for (const path of ['/', '/a/', '//a', '/*/a', '/[]', '/a[]', '/a?b']) {
      assert.throws(
        () => writtenOut({ [path]: true }),
        ({ message }: Error) => message.startsWith(`"${path}" is not a path`),
        path,
      )
    }
    assert.throws(() => writtenOut({ '/a/b': true, '/a?/c': true }), /Two paths begin with "a"/)
    assert.throws(() => writtenOut({ '/a/b': true, properties: { a: true } }), /Two paths begin with "a"/)
  })
})
