import type { Check, CheckState, Derived, Finding, OpenMust, Verification } from '../schemas/index.js'
import { shown } from './finding.js'
import { loosenedText } from './loosened.js'
import { hanging, type Page, pageOf, type TextOptions, wrap } from './page.js'

const SIGNS: Readonly<Record<CheckState, string>> = { holds: '✓', fails: '✗', 'not-checked': '-' }
const COLOURS: Readonly<Record<CheckState, 'green' | 'red' | 'dim'>> = { holds: 'green', fails: 'red', 'not-checked': 'dim' }

const NAME_COLUMNS = 14
const MOST_CHANGES = 10
const MOST_OPEN = 10
const MOST_FINDINGS = 60

const checkLines = ({ of, state, says }: Check, { paint, width }: Page): string[] => {
  const [first = '', ...others] = hanging(' '.repeat(NAME_COLUMNS + 2), shown(says), width)
  return [`${paint[COLOURS[state]](SIGNS[state])} ${of.padEnd(NAME_COLUMNS)}${first.trimStart()}`, ...others]
}

const few = (lines: readonly string[], most: number): string[] =>
  lines.length <= most ? [...lines] : [...lines.slice(0, most), `and ${lines.length - most} more`]

const findingLines = ({ kind, says, changes = [] }: Finding, page: Page): string[] => [
  '',
  `${page.paint.red('✗')} ${page.paint.red(page.paint.bold(kind))}`,
  ...hanging('  ', shown(says), page.width),
  ...few(changes, MOST_CHANGES).flatMap(change => hanging('    ', shown(change), page.width)),
]

const openLines = (open: readonly OpenMust[], { width }: Page): string[] =>
  few(
    open.map(({ id, verdict, reason }) => `${id} ${verdict}: ${reason}`),
    MOST_OPEN,
  ).flatMap(line => hanging('  ', shown(line), width))

/** Whether the profile counts as passed and, if not, which MUSTs are open. */
export const renderProfile = (derived: Derived, options: TextOptions): string => {
  const page = pageOf(options)
  const { profile, result, profile_passed, open, loosened } = derived
  const openText = `${open.length} of its MUSTs ${open.length === 1 ? 'is' : 'are'} open`
  const words = profile_passed
    ? `The profile ${profile} counts as passed: ${result}.`
    : `The profile ${profile} does not count as passed (${result}): ${open.length > 0 ? openText : 'a time limit is above its default'}.`
  const loose = loosenedText(loosened)
  const told = [...wrap(words, page.width), ...openLines(open, page), ...(loose === undefined ? [] : wrap(shown(loose), page.width))]
  return `${told.join('\n')}\n`
}

/** What a bundle without findings is, by who vouches for it. */
const CONSISTENT: Readonly<Record<Verification['signature'], string>> = {
  valid: 'Verified:',
  invalid: 'Consistent, with an invalid signature:',
  'not-checked': 'Consistent, signature not checked: nobody you trust vouches for where it was recorded.',
  none: 'Consistent, unsigned: nobody vouches for where it was recorded.',
}

/** `81 verdicts on http://… (profile sse), recorded 2026-01-01T00:00:00Z` */
const aboutText = ({ verdicts, target, profile, recorded }: Derived): string =>
  `${verdicts} ${verdicts === 1 ? 'verdict' : 'verdicts'} on ${target} (profile ${profile}), recorded ${recorded === '' ? 'at an unknown time' : recorded}`

/** A verification for the terminal: what was checked, what is valid, what differs and why, and what the recording shows. */
export const renderVerification = (verification: Verification, options: TextOptions): string => {
  const page = pageOf(options)
  const { paint } = page
  const { tool, bundle, checks, findings, derived, verified, signature } = verification
  const told = findings.slice(0, MOST_FINDINGS)
  const more = findings.length > told.length ? ['', `  and ${findings.length - told.length} more findings (--json has all)`] : []
  const about = derived === undefined ? '' : ` ${shown(aboutText(derived))}.`
  const end = verified
    ? (signature === 'valid' ? paint.green : paint.yellow)(`${CONSISTENT[signature]}${about}`)
    : paint.red(`Not verified: ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}.`)
  return [
    `${paint.dim(`${tool.name} ${tool.version}`)}  ${paint.bold(shown(bundle))}`,
    '',
    ...checks.flatMap(check => checkLines(check, page)),
    ...told.flatMap(finding => findingLines(finding, page)),
    ...more,
    '',
    end,
    ...(verified && derived !== undefined ? [renderProfile(derived, options).trimEnd()] : []),
    '',
  ].join('\n')
}
