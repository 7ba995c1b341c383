import { strict as assert } from 'node:assert'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../schemas/index.js'
import { writtenOut } from '../../suites/conditions.js'
import { families } from '../../suites/index.js'

const textOf = (...path: string[]): string => readFileSync(join(packageRoot, 'suites', ...path), 'utf8')

describe('conditions', () => {
  it('are written out where a requirement names them, at any depth', () => {
    assert.deepEqual(writtenOut({ allOf: [{ $ref: 'conditions#/arrived' }, { const: 1 }] }), {
      allOf: [{ properties: { fate: { const: 'arrived' } }, required: ['fate'] }, { const: 1 }],
    })
    assert.doesNotMatch(JSON.stringify(families()), /conditions#/)
  })

  it('that there are not are an error, with the file', () => {
    assert.throws(() => writtenOut({ $ref: 'conditions#/arrive' }), /suites\/conditions\.json has no condition "arrive"/)
  })

  it('are each named by a requirement or another condition', () => {
    const suites = ['sse', 'matrix'].flatMap(folder => readdirSync(join(packageRoot, 'suites', folder)).map(file => textOf(folder, file)))
    const all = [...suites, textOf('conditions.json')].join('')
    const names = Object.keys(JSON.parse(textOf('conditions.json')) as object).filter(name => !name.startsWith('$'))
    assert.ok(names.length > 20)
    assert.deepEqual(
      names.filter(name => !all.includes(`"conditions#/${name}"`)),
      [],
    )
  })
})
