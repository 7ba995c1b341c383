// Checks the hops of examples/hops that are installed, and writes docs/hops.md: npm run hops
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot, type Report, type Requirement } from '../schemas/index.js'
import { requirementsOf } from '../suites/index.js'
import { removeFolders } from '../test/api/scratch.js'
import { example } from '../test/examples/served.js'
import { type HopExample, type HopRun, hopExamples, throughExample, versionOf } from '../test/hop/examples.js'

interface Checked {
  readonly hop: HopExample
  readonly name: string
  readonly run: HopRun
  readonly version: string
  readonly report: Report
}

const checkAll = async (): Promise<Checked[]> => {
  const all: Checked[] = []
  for (const hop of hopExamples) {
    const version = versionOf(hop)
    process.stdout.write(`${hop.title}: ${version ?? 'not installed'}\n`)
    if (version === undefined) continue
    for (const [name, run] of Object.entries(hop.runs)) all.push({ hop, name, run, version, report: await throughExample(hop, run) })
  }
  return all
}

const MARKS: Readonly<Record<string, string>> = { pass: '✓', warn: '!', fail: '✗' }

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`

const matrix = (all: readonly Checked[], requirements: readonly Requirement[]): string => {
  const head = row(['', ...all.map(({ hop, name }) => `${hop.title}, ${name}`)]) + row(['---', ...all.map(() => '---')])
  const rows = requirements.map(({ id, requirement }) =>
    row([
      `${id.replace('-', '&#8209;')} ${requirement}`,
      ...all.map(({ report }) => MARKS[report.verdicts.find(one => one.id === id)?.verdict ?? ''] ?? '?'),
    ]),
  )
  return head + rows.join('')
}

const oneHop = ({ hop, name, run, version, report }: Checked): string => {
  const found = report.verdicts.filter(({ verdict }) => verdict !== 'pass')
  const lines = found.map(
    ({ id, verdict, requirement, actual }) => `- ${verdict} ${id.replace('-', '&#8209;')} ${requirement} Seen: ${actual}.\n`,
  )
  const text = readFileSync(example('hops', hop.name, run.file), 'utf8').trimEnd()
  const said = found.length === 0 ? 'Everything passes.\n' : lines.join('')
  return `### ${hop.title}, ${name}\n\n${version}\n\n${said}\n\`\`\`\n${text}\n\`\`\`\n`
}

const all = await checkAll()
const requirements = requirementsOf('hop')
const page = `# What real hops do to event streams

Made by \`npm run hops\` from the configurations in [examples/hops](../examples/hops): each hop with its defaults ("as shipped"), and with the lines that let event streams pass ("fixed"). The verdicts HOP-01, 03, 27, 30 and 32 are also compared with what a raw client and a raw origin see (\`test/hop/raw.py\`, which shares no code with ssespec). To check your own: [ssespec through](guides/through.md).

✓ passes, ! misses a recommendation, ✗ breaks a MUST.

${matrix(all, requirements)}
## Findings and configurations

${all.map(oneHop).join('\n')}`
writeFileSync(join(packageRoot, 'docs', 'hops.md'), page)
removeFolders()
process.stdout.write('docs/hops.md is written\n')
