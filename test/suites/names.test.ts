import { strict as assert } from 'node:assert'
import { isNamed } from '../../suites/index.js'

describe('a name of --only', () => {
  it('means the requirement of that id', () => {
    assert.equal(isNamed('HTTP-04', 'HTTP-04'), true)
    assert.equal(isNamed('HTTP-04', 'HTTP-05'), false)
  })

  it('means the splits of an id, and a split means itself', () => {
    assert.equal(isNamed('HTTP-04b', 'HTTP-04'), true)
    assert.equal(isNamed('HTTP-04', 'HTTP-04b'), false)
    assert.equal(isNamed('HTTP-04c', 'HTTP-04b'), false)
  })

  it('means a family, and none whose name only begins alike', () => {
    assert.equal(isNamed('HTTP-04', 'HTTP'), true)
    assert.equal(isNamed('HB-04', 'H'), false)
    assert.equal(isNamed('IDX-04', 'ID'), false)
  })

  it('is no beginning of an id', () => {
    assert.equal(isNamed('HTTP-041', 'HTTP-04'), false)
    assert.equal(isNamed('HTTP-04', 'HTTP-0'), false)
    assert.equal(isNamed('HTTP-04', ''), false)
  })
})
