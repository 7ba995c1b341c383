import { strict as assert } from 'node:assert'
import { NothingSelectedError, select } from '../../api/selection.js'

const selected = (only?: readonly string[], quick = false) => {
  const { requirements, scenarios } = select('sse', only, quick)
  return { ids: requirements.map(({ id }) => id), scenarios: scenarios.map(({ name }) => name) }
}

describe('a selection', () => {
  it('of nothing in particular is every requirement, and every scenario that one of them is judged on', () => {
    const { ids, scenarios } = selected()
    assert.ok(ids.length >= 70)
    for (const name of ['idle', 'payloads', 'shutdown', 'stalled-reader']) assert.ok(scenarios.includes(name), name)
  })

  it('of an id is its requirement and its scenario alone', () => {
    assert.deepEqual(selected(['FRM-04']), { ids: ['FRM-04'], scenarios: ['delivery'] })
  })

  it('of a family and an id is both', () => {
    const { ids } = selected(['HB', 'FRM-04'])
    assert.ok(ids.includes('FRM-04') && ids.includes('HB-04'))
    assert.ok(ids.every(id => id === 'FRM-04' || id.startsWith('HB-')))
  })

  it('takes in what takes long or costs much only where it is asked for by its id', () => {
    assert.ok(!selected().scenarios.includes('slow-head'))
    assert.ok(!selected(['SEC']).scenarios.includes('slow-head'))
    assert.deepEqual(selected(['SEC-14']).scenarios, ['slow-head'])
    assert.ok(selected(['SEC']).ids.includes('SEC-14'))
  })

  it('has what browsers judge only where they are asked for, or where it is named', () => {
    assert.ok(!selected().ids.some(id => id.startsWith('BRW-')) && !selected().scenarios.some(name => name.startsWith('browser-')))
    assert.deepEqual(selected(['BRW-01b']), { ids: ['BRW-01b'], scenarios: ['browser-reconnect'] })
    const { requirements, scenarios } = select('sse', undefined, false, true)
    assert.ok(requirements.some(({ id }) => id === 'BRW-01') && scenarios.some(({ name }) => name === 'browser-open'))
    assert.ok(!select('sse', ['HB'], false, true).requirements.some(({ id }) => id.startsWith('BRW-')))
  })

  it('for a quick run leaves out what is long', () => {
    const { scenarios, ids } = selected(undefined, true)
    assert.ok(!scenarios.includes('stalled-reader'))
    assert.deepEqual(ids, selected().ids)
  })

  it('of what is judged over the run has scenarios to look at, and none that stops the server or watches for long', () => {
    const { ids, scenarios } = selected(['FRM-01'])
    assert.deepEqual(ids, ['FRM-01'])
    for (const name of ['payloads', 'finite-stream']) assert.ok(scenarios.includes(name), name)
    for (const name of ['restart', 'shutdown', 'failure', 'idle', 'slow-head']) assert.ok(!scenarios.includes(name), name)
  })

  it('of nothing says what the names could have been', () => {
    assert.throws(() => select('sse', ['XYZ', 'FRM-99'], false), NothingSelectedError)
    assert.throws(() => select('sse', ['XYZ', 'FRM-99'], false), /named XYZ, FRM-99\. Families are HTTP, FRM, ID, RES, HB, SEC, LIF, BRW;/)
  })
})
