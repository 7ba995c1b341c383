// The matrix of docs/servers.md: requirements by server, differences first.
import type { Requirement, VerdictKind } from '../../schemas/index.js'
import { requirementsOf } from '../../suites/index.js'
import { compare } from './compare.js'
import type { Results } from './results.js'
import type { Server } from './server.js'

const MARKS: Readonly<Record<VerdictKind, string>> = {
  pass: '✓',
  warn: '!',
  fail: '✗',
  skip: '–',
  'not-applicable': '–',
  inconclusive: '?',
  error: '?',
}
const DIFFERS = '≠'

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [row(head), row(head.map((_cell, index) => (index < 1 ? '---' : ':-:'))), ...rows.map(row)].join('\n')
}

/** The anchor that GitHub generates for the heading of a server's section. */
export const anchor = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-')

const sentence = (text: string): string => text.replaceAll('|', '\\|').replace(/\.$/, '')

const LABEL_CHARACTERS = 38

/** A label that keeps its width next to many columns: it breaks only where this function breaks it. */
const label = (text: string): string => {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || last.length + word.length >= LABEL_CHARACTERS) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines.map(line => line.replaceAll(' ', '&nbsp;').replaceAll('-', '&#8209;')).join('<br>')
}

interface Row {
  readonly requirement: Requirement
  readonly kinds: readonly (VerdictKind | undefined)[]
  readonly cells: readonly string[]
}

const count = (row: Row, ...kinds: readonly VerdictKind[]): number =>
  row.kinds.filter(kind => kind !== undefined && kinds.includes(kind)).length

// A failed MUST weighs more than a warning.
const weight = (row: Row): number => count(row, 'fail') * 2 + count(row, 'warn')

const named = (rows: readonly Row[]): string =>
  rows.length === 0 ? 'none.' : rows.map(({ requirement: { id, requirement } }) => `\n- ${id}: ${sentence(requirement)}`).join('')

/** The matrix, then the requirements with the same result on all servers. */
export const matrix = (results: Results, servers: readonly Server[]): string => {
  const disputed = new Set(compare(results.servers).differ.map(({ server, id }) => `${server} ${id}`))
  // A MAY is only reported, so no server can meet or miss it.
  const rows = requirementsOf('sse')
    .filter(({ level }) => level.sse !== 'MAY')
    .filter(({ id }) => servers.some(({ name }) => results.servers[name]?.verdicts[id] !== undefined))
    .map((requirement): Row => {
      const kinds = servers.map(({ name }) => results.servers[name]?.verdicts[requirement.id]?.verdict)
      const cells = servers.map(({ name }, index) => {
        const kind = kinds[index]
        return disputed.has(`${name} ${requirement.id}`) ? DIFFERS : kind === undefined ? '' : MARKS[kind]
      })
      return { requirement, kinds, cells }
    })
  const judged = rows.filter(row => count(row, 'pass', 'warn', 'fail') > 0)
  const level = ({ requirement }: Row): string => requirement.level.sse ?? ''
  const optional = (row: Row): number => (level(row).startsWith('MUST') ? 0 : 1)
  const differing = judged
    .filter(row => (count(row, 'pass') > 0 && weight(row) > 0) || row.cells.includes(DIFFERS))
    .sort((a, b) => optional(a) - optional(b) || weight(b) - weight(a))
  const head = ['requirement', ...servers.map(({ title }) => `[${title}](#${anchor(title)})`)]
  const body = differing.map(row => [
    `**${label(row.requirement.id)}**&nbsp;${label(level(row))}<br>${label(sentence(row.requirement.requirement))}`,
    ...row.cells,
  ])
  const legend = `✓ met; ! a SHOULD, or the strict reading of a MUST, is not met; ✗ a MUST is not met; – not applicable or skipped; ? not observed${disputed.size > 0 ? `; ${DIFFERS} the raw reader and ssespec disagree, see the server's section` : ''}.`
  return [
    table(head, body),
    legend,
    `**Met by no server** (of those it was judged on): ${named(judged.filter(row => count(row, 'pass') === 0 && !differing.includes(row)))}`,
    `**Met by every server** (of those it was judged on): ${named(judged.filter(row => weight(row) === 0 && !differing.includes(row)))}`,
    `**Not judged on any server**: ${rows
      .filter(row => !judged.includes(row))
      .map(({ requirement }) => requirement.id)
      .join(', ')}.`,
  ].join('\n\n')
}
