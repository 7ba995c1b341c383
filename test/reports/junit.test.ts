import assert from 'node:assert/strict'
import fc from 'fast-check'

import { renderJunit } from '../../reports/junit.js'
import { everyKind, filledWith, HOSTILE, report, verdict } from './fixtures.js'
import { hostileText } from './hostile-text.js'
import { type Element, elementsOf, parseXml, textOf } from './xml.js'

/** What Ant's schema (github.com/windyroad/JUnit-Schema) allows: attributes, all required, and children in order. */
const SCHEMA: Readonly<Record<string, { attributes: string; children: RegExp }>> = {
  testsuites: { attributes: '', children: /^(testsuite )*$/ },
  testsuite: {
    attributes: 'errors failures hostname id name package skipped tests time timestamp',
    children: /^properties (testcase )*system-out system-err $/,
  },
  properties: { attributes: '', children: /^(property )*$/ },
  property: { attributes: 'name value', children: /^$/ },
  testcase: { attributes: 'classname name time', children: /^((skipped|error|failure) )?$/ },
  skipped: { attributes: 'message', children: /^$/ },
  error: { attributes: 'message type', children: /^$/ },
  failure: { attributes: 'message type', children: /^$/ },
  'system-out': { attributes: '', children: /^$/ },
  'system-err': { attributes: '', children: /^$/ },
}

const VALUES: Readonly<Record<string, RegExp>> = {
  timestamp: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/,
  time: /^\d+\.\d{3}$/,
  hostname: /\S/,
  id: /^\d+$/,
}

const assertValid = (element: Element): void => {
  const rule = SCHEMA[element.name]
  assert.ok(rule, `<${element.name}>`)
  assert.equal(Object.keys(element.attributes).sort().join(' '), rule.attributes)
  assert.match(
    elementsOf(element)
      .map(({ name }) => `${name} `)
      .join(''),
    rule.children,
  )
  for (const [name, value] of Object.entries(element.attributes)) assert.match(value, VALUES[name] ?? /^/, name)
  elementsOf(element).forEach(assertValid)
}

const suitesOf = (xml: string): Element[] => elementsOf(parseXml(xml))

const caseOf = (xml: string, id: string): Element => {
  const found = suitesOf(xml)
    .flatMap(suite => elementsOf(suite, 'testcase'))
    .find(({ attributes }) => attributes.name?.startsWith(`${id} `))
  assert.ok(found, id)
  return found
}

const resultsOf = (xml: string, id: string): string[] => elementsOf(caseOf(xml, id)).map(({ name }) => name)

describe('the JUnit report', () => {
  const xml = renderJunit(everyKind())

  it('is valid by the schema', () => assertValid(parseXml(xml)))

  it('is a suite a family, numbered, with what it counts', () => {
    const suites = suitesOf(xml)
    assert.deepEqual(
      suites.map(({ attributes }) => attributes.name),
      ['HTTP', 'Framing', 'Event ids', 'Resume', 'Heartbeats', 'Security'],
    )
    suites.forEach((suite, index) => {
      const cases = elementsOf(suite, 'testcase').flatMap(found => elementsOf(found).map(({ name }) => name))
      const { id, tests, failures, errors, skipped } = suite.attributes
      assert.equal(Number(id), index)
      assert.equal(Number(tests), elementsOf(suite, 'testcase').length)
      assert.equal(Number(failures), cases.filter(name => name === 'failure').length)
      assert.equal(Number(errors), cases.filter(name => name === 'error').length)
      assert.equal(Number(skipped), cases.filter(name => name === 'skipped').length)
    })
  })

  it('says what each verdict is to JUnit', () => {
    assert.deepEqual(resultsOf(xml, 'FRM-05'), ['failure'])
    assert.deepEqual(resultsOf(xml, 'SEC-01'), ['error'])
    assert.deepEqual(resultsOf(xml, 'HB-03'), ['error'])
    assert.deepEqual(resultsOf(xml, 'HB-06'), ['skipped'])
    assert.deepEqual(resultsOf(xml, 'ID-08'), ['skipped'])
    assert.deepEqual(resultsOf(xml, 'HTTP-21'), ['skipped'])
    assert.deepEqual(resultsOf(xml, 'HTTP-01'), [])
    assert.deepEqual(resultsOf(xml, 'HB-04'), [])
  })

  it('names a case by its requirement and its class by profile and family', () => {
    const { name, classname } = caseOf(xml, 'FRM-05').attributes
    assert.match(name ?? '', /^FRM-05 Each line of a payload becomes/)
    assert.equal(classname, 'ssespec.sse.FRM')
  })

  it('gives expected and actual as the message, and the whole finding as the text', () => {
    const [failure] = elementsOf(caseOf(xml, 'FRM-05'))
    assert.ok(failure)
    assert.match(failure.attributes.message ?? '', /^expected: the payload .*; actual: "one"$/)
    assert.equal(failure.attributes.type, 'MUST')
    assert.match(textOf(failure), /│ data: one␍\n[\s\S]*fix: Split/)
  })

  it('tells of warnings where a suite tells what it said', () => {
    const suite = suitesOf(xml).find(({ attributes }) => attributes.name === 'Event ids')
    assert.ok(suite)
    assert.match(elementsOf(suite, 'system-out').map(textOf).join(''), /! ID-04 SHOULD[\s\S]*actual: 240 bytes/)
  })

  it('tells the time in UTC without a zone, and the time taken once', () => {
    const suites = suitesOf(xml)
    assert.equal(suites[0]?.attributes.timestamp, '2026-05-04T08:20:30')
    assert.deepEqual(
      suites.map(({ attributes }) => attributes.time),
      ['15.812', '0.000', '0.000', '0.000', '0.000', '0.000'],
    )
  })

  it('is valid without any verdict', () => assertValid(parseXml(renderJunit(report([])))))

  it('is well-formed and valid whatever the target sent', () => {
    for (const text of HOSTILE) assertValid(parseXml(renderJunit(filledWith(text))))
    fc.assert(
      fc.property(hostileText, text => assertValid(parseXml(renderJunit(filledWith(text))))),
      { numRuns: 60 },
    )
  })

  it('shows a NUL rather than dropping it', () => {
    const [failure] = elementsOf(caseOf(renderJunit(report([verdict('fail', { actual: 'a\u0000b' })])), 'FRM-05'))
    assert.match(failure?.attributes.message ?? '', /a␀b/)
  })
})
