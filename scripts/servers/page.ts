// Writes docs/servers.md from docs/servers/results.json.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot, type Requirement, type VerdictKind } from '../../schemas/index.js'
import { requirementsOf } from '../../suites/index.js'
import { compare, type Disagreement } from './compare.js'
import { matrix } from './matrix.js'
import type { Recorded, Results, ServerResult } from './results.js'
import { type Server, serversNamed } from './server.js'

const FILE = join(packageRoot, 'docs', 'servers.md')
const MOST_SHOWN = 260

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
const code = (text: string): string => {
  const short = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text
  return short === '' ? '' : `\`${cell(short).replaceAll('`', "'")}\``
}

const escaped = (bytes: string): string => JSON.stringify(bytes).slice(1, -1).replaceAll('\\"', '"').replaceAll('\\\\x', '\\x')

/** The raw reader's bytes if it also saw a failure; otherwise those of the bundle. */
const seen = (verdict: Recorded, result: ServerResult, id: string): string => {
  const raw = result.raw[id]
  if (raw?.answer === 'fails' && raw.seen !== undefined) return code(raw.seen)
  const [bytes] = verdict.bytes ?? []
  if (bytes !== undefined && bytes !== '') return code(escaped(bytes))
  return cell(verdict.actual ?? verdict.reason ?? '')
}

const ORDER = ['fail', 'warn', 'error', 'inconclusive']

const findings = (result: ServerResult, requirements: readonly Requirement[], disputed: readonly string[]): string => {
  const rows = requirements
    .filter(({ id }) => !disputed.includes(id))
    .flatMap(requirement => {
      const verdict = result.verdicts[requirement.id]
      return verdict === undefined || !['fail', 'warn'].includes(verdict.verdict) ? [] : [{ requirement, verdict }]
    })
    .sort((a, b) => ORDER.indexOf(a.verdict.verdict) - ORDER.indexOf(b.verdict.verdict))
    .map(
      ({ requirement: { id, requirement, remedy }, verdict }) =>
        `| ${verdict.verdict} ${id.replace('-', '&#8209;')} | ${cell(requirement)} | ${seen(verdict, result, id)} | ${cell(remedy)} |`,
    )
  if (rows.length === 0) return 'No findings.'
  return ['| verdict | requirement | on the wire | fix |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

const dispute = ({ id, ssespec, raw }: Disagreement): string => {
  const own = [ssespec.verdict, cell(ssespec.actual ?? '')].filter(text => text !== '').join(': ')
  return `- ${id}: ssespec reports ${own}; the raw reader saw ${raw.answer === 'holds' ? 'that it is met' : code(raw.seen ?? '')}`
}

const section = (server: Server, result: ServerResult, requirements: readonly Requirement[], disputed: readonly Disagreement[]): string => {
  const versions = Object.entries(result.libraries)
    .map(([library, version]) => `${library} ${version.replace(/^v/, '')}`)
    .join(', ')
  const counted = (kind: VerdictKind): number => Object.values(result.verdicts).filter(({ verdict }) => verdict === kind).length
  return [
    `### ${server.title}`,
    `${versions}, ${result.runtime}: [its documentation](${server.docs}), [the program](../examples/servers/${server.name}), which uses ${server.shows}. Built by ${server.install.map(code).join(' and ')}, started by ${code([...server.start, server.port].join(' '))}; \`npm run servers -- ${server.name}\` records it again. ${counted('pass')} passed, ${counted('fail')} failed, ${counted('warn')} warned.`,
    result.facts.join(' '),
    findings(
      result,
      requirements,
      disputed.map(({ id }) => id),
    ),
    ...(disputed.length === 0 ? [] : [`The raw reader and ssespec disagree:\n\n${disputed.map(dispute).join('\n')}`]),
  ].join('\n\n')
}

const agreement = (results: Results): string => {
  const { agreed, differ } = compare(results.servers)
  const rest = differ.length === 0 ? 'all agree' : `${differ.length} differ and are marked`
  return `${agreed + differ.length} verdicts were compared with those of a raw reader that shares no code with ssespec ([raw.py](../scripts/servers/raw.py)): ${rest}.`
}

const page = (results: Results): string => {
  const all = serversNamed([]).filter(({ name }) => results.servers[name] !== undefined)
  const recorded = all.filter(({ name }) => results.servers[name]?.left_out === undefined)
  const leftOut = all.filter(({ name }) => results.servers[name]?.left_out !== undefined)
  const languages = [...new Set(recorded.map(({ language }) => (language === 'TypeScript' ? 'JavaScript' : language)))]
  const requirements = requirementsOf('sse')
  const { differ } = compare(results.servers)
  const disputedOn = (name: string): Disagreement[] => differ.filter(({ server }) => server === name)
  const sections = recorded.flatMap(server => {
    const result = results.servers[server.name]
    return result === undefined ? [] : [section(server, result, requirements, disputedOn(server.name))]
  })
  return `${[
    '# What real servers do',
    'Generated by `npm run servers`; do not edit.',
    `${recorded.length} servers in ${languages.length} languages, each the smallest program from its library's own documentation, judged by ssespec ${results.version} on ${results.recorded}. ${agreement(results)}`,
    '## Where they differ',
    matrix(results, recorded),
    '## Each server',
    ...sections,
    ...(leftOut.length === 0
      ? []
      : ['## Left out', ...leftOut.map(({ name, title }) => `- ${title}: ${results.servers[name]?.left_out ?? ''}`)]),
  ].join('\n\n')}\n`
}

/** Writes the page and returns its path. */
export const writePage = (results: Results): string => {
  writeFileSync(FILE, page(results))
  return FILE
}
