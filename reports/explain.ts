import type { Reading, Requirement } from '../schemas/index.js'
import { byFamily } from './families.js'
import { NOT_SAID, shown, sourceText } from './finding.js'
import type { Page, TextOptions } from './page.js'
import { hanging, labelled, pageOf } from './page.js'
import { escapeJson, visible } from './visible.js'

/** `sse SHOULD, matrix MUST`. */
const levelsOf = ({ level }: Requirement): string =>
  Object.entries(level)
    .map(([profile, strength]) => `${profile} ${strength}`)
    .join(', ')

/** The aspects of a requirement by label: what, source, when, how judged, why, fix, how to try it. */
export const aspectsOf = (requirement: Requirement, provoked?: string): (readonly [label: string, texts: readonly string[]])[] => {
  const { id, source, derived, scenario, on_request, applies_when, given_when, lenient, lenient_reading, catches, remedy, fault } =
    requirement
  const maybe = (label: string, text: string | undefined) => (text === undefined ? [] : [[label, [shown(text)]] as const])
  return [
    ['level', [visible(levelsOf(requirement))]],
    ['source', source.map(sourceText)],
    ['inferred', [derived ? `yes: ${NOT_SAID}` : 'no: stated by the source']],
    ['scenario', [shown(provoked === undefined ? scenario : `${scenario}: ${provoked}`)]],
    ...maybe('not run', on_request),
    ...maybe('not when', applies_when),
    ...maybe('given', given_when),
    ['strict', ['the sentence above, word for word']],
    ...maybe('lenient', lenient_reading ?? (lenient === undefined ? undefined : 'as its schema below says')),
    ['catches', [shown(catches)]],
    ['fix', [shown(remedy)]],
    ...maybe('fault', fault === undefined ? undefined : `ssespec serve --fault ${fault}`),
    ['check it', [`ssespec check URL --only ${shown(id)}`]],
  ]
}

/**
 * JSON with everything that fits on one line. Not wrapped, so that it can be copied.
 * @param lead columns used by a key before the value
 */
const pretty = (value: unknown, columns: number, indent = '', lead = 0): string => {
  const flat = JSON.stringify(value, null, 1)?.replace(/\n */g, ' ') ?? 'null'
  if (typeof value !== 'object' || value === null || indent.length + lead + flat.length < columns) return flat
  const deeper = `${indent}  `
  if (Array.isArray(value)) return `[\n${value.map(item => deeper + pretty(item, columns, deeper)).join(',\n')}\n${indent}]`
  const members = Object.entries(value).map(([name, member]) => {
    const key = `${JSON.stringify(name)}: `
    return deeper + key + pretty(member, columns, deeper, key.length)
  })
  return `{\n${members.join(',\n')}\n${indent}}`
}

/** The schemas of a requirement, and the purpose of each. */
export const SCHEMAS = [
  ['applies', 'Applies if this holds; otherwise not applicable'],
  ['given', 'Judged if this was observed; otherwise inconclusive'],
  ['strict', 'Passes if this holds'],
  ['lenient', 'Warns if only this holds'],
] as const

/** A schema as shown: everything that fits on one line is on one line. */
export const schemaText = (schema: object, columns: number): string => escapeJson(pretty(schema, columns))

const schemas = (requirement: Requirement, { paint, width }: Page): string[] =>
  SCHEMAS.flatMap(([name, says]) => {
    const schema = requirement[name]
    if (schema === undefined) return []
    const lines = schemaText(schema, width - 2).split('\n')
    return ['', `${paint.bold(name)} ${paint.dim(`(${says.toLowerCase()})`)}`, ...lines.map(line => `  ${line}`)]
  })

/** Background that the requirement itself does not contain. */
export interface Background {
  /** Description of its scenario. */
  readonly provoked?: string
  /** The readings it rests on. */
  readonly readings?: readonly Reading[]
}

/** What the specification leaves open, how ssespec reads it, and why. */
const readingLines = ({ id, question, strict, lenient, argument, proposal }: Reading, page: Page): string[] => [
  '',
  ...hanging(`${page.paint.bold(`Reading ${id}`)}  `, shown(question), page.width),
  ...labelled('strict', [shown(strict)], page),
  ...labelled('lenient', [shown(lenient)], page),
  ...labelled('because', argument.map(shown), page),
  ...labelled('proposal', [shown(proposal)], page),
]

/** Explains one requirement, for `ssespec explain ID`. */
export const renderExplain = (requirement: Requirement, options: TextOptions, { readings = [], provoked }: Background = {}): string => {
  const page = pageOf(options)
  const [family] = byFamily([requirement], options.titles)
  const lines = [
    `${page.paint.bold(shown(requirement.id))}  ${page.paint.dim(shown(family?.title ?? ''))}`,
    ...hanging('  ', shown(requirement.requirement), page.width),
    '',
    ...aspectsOf(requirement, provoked).flatMap(([label, texts]) => labelled(label, texts, page)),
    ...readings.flatMap(reading => readingLines(reading, page)),
    ...schemas(requirement, page),
  ]
  return `${lines.join('\n')}\n`
}
