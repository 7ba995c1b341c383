import type { Report, Verdict } from '../schemas/index.js'
import { conclusion, openMusts } from './conclusion.js'
import { expectationText, inState } from './expectation.js'
import { ofKind } from './families.js'
import { shown } from './finding.js'

// https://docs.github.com/actions/reference/workflow-commands: a message without a file is shown on the run's page.

type Command = 'error' | 'warning' | 'notice'

/** GitHub's limit of annotations per kind and step; the last one counts the rest. */
const MOST = 10
const MOST_CHARACTERS = 600

/** The beginning of a text, without half a character at its end. */
const beginning = (text: string): string => text.slice(0, MOST_CHARACTERS).replace(/[\ud800-\udbff]$/, '')

const message = (text: string): string => beginning(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const property = (text: string): string => message(text).replaceAll(':', '%3A').replaceAll(',', '%2C')

const annotation = (command: Command, title: string, text: string): string => `::${command} title=${property(title)}::${message(text)}`

const text = (verdict: Verdict): string => {
  const { requirement, expected, actual, reason, remedy, verdict: kind } = verdict
  const lines = [
    requirement,
    ...(expected === undefined ? [] : [`expected: ${expected}`]),
    ...(actual === undefined ? [] : [`actual: ${actual}`]),
    ...(reason === undefined ? [] : [reason]),
    ...[expectationText(verdict)].filter(line => line !== undefined),
    ...(kind === 'fail' || kind === 'warn' ? [`fix: ${remedy}`] : []),
  ]
  return lines.map(shown).join('\n')
}

const annotations = (command: Command, verdicts: readonly Verdict[], word: string): string[] => {
  const told = verdicts.slice(0, verdicts.length > MOST ? MOST - 1 : MOST)
  const more = verdicts.length - told.length
  return [
    ...told.map(verdict => annotation(command, `${shown(verdict.id)} ${verdict.level} ${word}`, text(verdict))),
    ...(more === 0 ? [] : [annotation(command, `${more} more ${word}`, 'See the job summary or the report for all of them.')]),
  ]
}

const isExpected = ({ baseline }: Verdict): boolean => baseline?.state === 'expected'

/**
 * Workflow commands that GitHub shows as annotations: an error for everything that breaks the build, warnings, and one notice with the conclusion.
 */
export const renderGithub = (report: Report): string => {
  const failed = [...ofKind(report.verdicts, 'fail'), ...ofKind(report.verdicts, 'error')]
  const errors = [
    ...annotations(
      'error',
      failed.filter(verdict => !isExpected(verdict)),
      'failed',
    ),
    ...annotations('error', inState(report, 'passes-again'), 'passes again'),
    ...annotations(
      'error',
      openMusts(report).filter(verdict => !isExpected(verdict)),
      'inconclusive',
    ),
  ]
  const lines = [
    ...errors,
    ...annotations('warning', ofKind(report.verdicts, 'warn'), 'warned'),
    annotation('notice', 'ssespec', conclusion(report)),
  ]
  return `${lines.join('\n')}\n`
}
