import type { Load } from '../../schemas/index.js'
import { escapeMarkdown } from '../visible.js'
import { agreementText, doubtTexts, loadConclusion, skippedText, thresholdText, workloadText } from './conclusion.js'
import { rowsOf, transportTitle } from './figure-words.js'

/** The table of figures in GitHub Flavored Markdown. */
export const loadTableMarkdown = (load: Load): string[] => [
  `| | ${load.transports.map(transport => escapeMarkdown(transportTitle(transport))).join(' | ')} |`,
  `| :-- |${load.transports.map(() => ' --: |').join('')}`,
  ...rowsOf(load).map(({ says, cells }) => `| ${escapeMarkdown(says)} | ${cells.join(' | ')} |`),
]

const list = (title: string, texts: readonly string[]): string[] =>
  texts.length === 0 ? [] : ['', `**${title}**`, '', ...texts.map(text => `- ${escapeMarkdown(text)}`)]

const SIGNS = { pass: '✅', fail: '❌', inconclusive: '⚠️' } as const

export const renderLoadMarkdown = (load: Load): string => {
  const { kind, text } = loadConclusion(load)
  const { machine } = load
  return [
    `## ${SIGNS[kind]} ${escapeMarkdown(load.workload.name)}: ${escapeMarkdown(text)}`,
    '',
    `${escapeMarkdown(workloadText(load))}. ${machine.cores} cores, ${Math.round(machine.memory_bytes / 2 ** 30)} GiB, ${escapeMarkdown(machine.system)}.`,
    '',
    ...loadTableMarkdown(load),
    ...list('Inconclusive', doubtTexts(load)),
    ...list('Thresholds', load.thresholds.map(thresholdText)),
    ...list('Counted twice', (load.agreements ?? []).map(agreementText)),
    ...list('Not run', skippedText(load)),
    '',
  ].join('\n')
}
