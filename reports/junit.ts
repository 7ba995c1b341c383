import type { Report, Verdict } from '../schemas/index.js'
import { expectationText } from './expectation.js'
import type { Family } from './families.js'
import { byFamily, isMust, ofKind } from './families.js'
import { renderFinding, renderShortFinding, shown } from './finding.js'
import type { TextOptions } from './page.js'
import { pageOf } from './page.js'
import { escapeXml } from './visible.js'

// Valid by both common schemas: Ant's (github.com/windyroad/JUnit-Schema), which requires the most attributes, allows no others,
// and fixes the order `properties`, cases, `system-out`, `system-err`; and that of Jenkins' xunit plugin, which allows the same.

const PAGE = pageOf({ colour: false, width: 100 })

type Attributes = Readonly<Record<string, string | number>>

const start = (name: string, attributes: Attributes): string =>
  [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escapeXml(String(value))}"`)].join(' ')

const element = (name: string, attributes: Attributes, text = ''): string =>
  text === '' ? `<${start(name, attributes)}/>` : `<${start(name, attributes)}>${escapeXml(text)}</${name}>`

const seconds = (ms: number): string => (Math.max(0, ms) / 1000).toFixed(3)

/** A verdict in JUnit terms. A MUST that could not be judged is an error, because the run does not conform. The baseline takes precedence. */
const resultOf = ({ verdict, level, baseline }: Verdict): 'passed' | 'failure' | 'error' | 'skipped' => {
  if (baseline?.state === 'expected') return 'skipped'
  if (baseline?.state === 'passes-again') return 'failure'
  if (verdict === 'pass' || verdict === 'warn') return 'passed'
  if (verdict === 'fail') return 'failure'
  if (verdict === 'error') return 'error'
  return verdict === 'inconclusive' && isMust(level) ? 'error' : 'skipped'
}

const messageOf = (all: Verdict): string => {
  const { verdict, expected, actual, reason, baseline } = all
  if (baseline !== undefined) return shown(expectationText(all) ?? '')
  const seen = [expected === undefined ? '' : `expected: ${shown(expected)}`, actual === undefined ? '' : `actual: ${shown(actual)}`]
  const told = seen.filter(text => text !== '').join('; ')
  const why = reason === undefined ? '' : shown(reason)
  if (verdict === 'fail') return told || why
  return `${verdict}: ${why || told || 'no reason was given'}`
}

const resultElement = (verdict: Verdict): string[] => {
  const result = resultOf(verdict)
  if (result === 'passed') return []
  const message = messageOf(verdict)
  if (result === 'skipped') return [element('skipped', { message })]
  const type = result === 'failure' ? verdict.level : verdict.verdict
  return [element(result, { message, type }, `\n${renderFinding(verdict, PAGE).join('\n')}\n`)]
}

/** Scenarios are recorded at the same time, so no case has its own time. */
const testcase = (verdict: Verdict, classname: string): string[] => {
  const open = start('testcase', { name: `${shown(verdict.id)} ${shown(verdict.requirement)}`, classname, time: '0.000' })
  const result = resultElement(verdict)
  return result.length === 0 ? [`    <${open}/>`] : [`    <${open}>`, ...result.map(line => `      ${line}`), '    </testcase>']
}

const properties = ({ tool, target, profile, selected, strict, started }: Report): string[] => {
  const values = { tool: `${tool.name} ${tool.version}`, target, profile, selected, strict: String(strict), started }
  const lines = Object.entries(values).map(([name, value]) => `      ${element('property', { name, value: shown(value) })}`)
  return ['    <properties>', ...lines, '    </properties>']
}

/** Date and time in UTC, without a zone, which the schema forbids. */
const timestampOf = (started: string): string => {
  const time = new Date(started)
  const known = !Number.isNaN(time.getTime()) && time.getUTCFullYear() >= 0 && time.getUTCFullYear() <= 9999
  return (known ? time : new Date(0)).toISOString().slice(0, 19)
}

const testsuite = (report: Report, { family, title, items }: Family<Verdict>, index: number): string[] => {
  const of = (result: string): number => items.filter(verdict => resultOf(verdict) === result).length
  const attributes = {
    name: shown(title) || '-',
    timestamp: timestampOf(report.started),
    hostname: 'localhost',
    tests: items.length,
    failures: of('failure'),
    errors: of('error'),
    skipped: of('skipped'),
    // Only one suite has the run's time, so that the sum over all suites is correct.
    time: seconds(index === 0 ? report.wall_ms : 0),
    package: `ssespec.${report.profile}`,
    id: index,
  }
  const classname = `ssespec.${shown(report.profile)}.${shown(family)}`
  const warnings = ofKind(items, 'warn').map(verdict => renderShortFinding(verdict, PAGE).join('\n'))
  return [
    `  <${start('testsuite', attributes)}>`,
    ...properties(report),
    ...items.flatMap(verdict => testcase(verdict, classname)),
    `    ${element('system-out', {}, warnings.length === 0 ? '' : `\n${warnings.join('\n\n')}\n`)}`,
    '    <system-err/>',
    '  </testsuite>',
  ]
}

/** junit.xml: one suite per family, one case per requirement. A warning passes; its text is in the suite's `system-out`. */
export const renderJunit = (report: Report, { titles }: Pick<TextOptions, 'titles'> = {}): string => {
  const suites = byFamily(report.verdicts, titles).flatMap((family, index) => testsuite(report, family, index))
  return `${['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>', ...suites, '</testsuites>'].join('\n')}\n`
}
