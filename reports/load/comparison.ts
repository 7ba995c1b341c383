import type { ClaimFinding, ComparisonReport } from '../../schemas/index.js'
import { icon } from '../html/icons.js'
import { html, joined, type Markup } from '../html/markup.js'
import { pageMarkup } from '../html/page.js'
import { hanging, pageOf, type TextOptions } from '../page.js'
import { escapeJson, escapeMarkdown } from '../visible.js'
import { workloadText } from './conclusion.js'
import { FIGURE_ROWS, figureText } from './figure-words.js'
import { machineMarkup, pictureMarkup, tableMarkup } from './html.js'
import { loadTableMarkdown } from './markdown.js'
import { loadPictures } from './pictures.js'

const KINDS = {
  holds: 'pass',
  'holds-only-if': 'warn',
  'does-not-hold': 'fail',
  'not-measured': 'skip',
  inconclusive: 'inconclusive',
} as const satisfies Readonly<Record<ClaimFinding['verdict'], string>>

/** One value, measured or computed from a measurement. */
interface ValueLine {
  readonly says: string
  readonly value: string
  readonly arithmetic: string | undefined
}

const valueLines = ({ claim, values }: ClaimFinding): ValueLine[] =>
  claim.values.map(({ name, says, figure, arithmetic }) => {
    const value = values.find(one => one.name === name)?.value
    const unit = FIGURE_ROWS.find(row => row.name === figure)?.unit ?? 'count'
    return { says, value: value === undefined ? 'not measured' : figureText(value, unit), arithmetic }
  })

const SIGNS = { pass: '✓', warn: '!', fail: '✗', skip: '–', inconclusive: '?' } as const

export const renderComparisonTerminal = (
  { findings, tool, target, interrupted = false }: ComparisonReport,
  options: TextOptions,
): string => {
  const { paint, width } = pageOf(options)
  const COLOURS = { pass: paint.green, warn: paint.yellow, fail: paint.red, skip: paint.dim, inconclusive: paint.red } as const
  const lines = findings.flatMap(finding => {
    const kind = KINDS[finding.verdict]
    const [first = '', ...others] = hanging('  ', `${finding.claim.title}: ${finding.text}`, width)
    return [
      COLOURS[kind](`${SIGNS[kind]} ${first.trimStart()}`),
      ...others.map(COLOURS[kind]),
      ...valueLines(finding).map(({ says, value }) => paint.dim(`    ${value.padStart(12)}  ${says}`)),
      '',
    ]
  })
  const part = interrupted ? 'Stopped early; only what was measured is shown.\n\n' : ''
  return `${paint.bold(`${tool.name} ${tool.version}`)}  ${target.url}${target.embedded ? ' (the embedded reference)' : ''}\n\n${part}${lines.join('\n')}\n`
}

const valuesTable = (finding: ClaimFinding): Markup | undefined =>
  finding.claim.values.length === 0
    ? undefined
    : html`<div class="scroll" tabindex="0" role="group" aria-label="${finding.claim.title}: values"><table class="sides numbers"><caption class="vh">${finding.claim.title}: values</caption><thead><tr><th scope="col">Measured</th><th scope="col">Value</th></tr></thead><tbody>${valueLines(
        finding,
      ).map(
        ({ says, value, arithmetic }) =>
          html`<tr><th scope="row">${says}${arithmetic === undefined ? undefined : html`<small>${arithmetic}</small>`}</th><td>${value}</td></tr>`,
      )}</tbody></table></div>`

const claimMarkup = (finding: ClaimFinding): Markup => {
  const { claim, text, verdict, compared } = finding
  const kind = KINDS[verdict]
  return html`<article class="finding ${kind}" id="page-${claim.id}"><h3><span class="name">${icon(kind)}${claim.title}: ${text}</span></h3><div class="sources"><blockquote><p>“${claim.says}”</p><cite>${claim.source}</cite></blockquote></div>${valuesTable(finding)}${
    compared.length === 0
      ? undefined
      : html`<h4>Compared</h4><ul class="plain">${compared.map(one => html`<li>${one.text}: <b>${one.true ? 'yes' : 'no'}</b></li>`)}</ul>`
  }<p class="aside">${claim.conditions}</p></article>`
}

const TALLIED = ['holds', 'holds-only-if', 'does-not-hold', 'not-measured', 'inconclusive'] as const
const WORDS = {
  holds: 'hold',
  'holds-only-if': 'hold on a condition',
  'does-not-hold': 'do not',
  'not-measured': 'not measured',
  inconclusive: 'inconclusive',
} as const

const tally = ({ findings }: ComparisonReport): string =>
  TALLIED.flatMap(verdict => {
    const count = findings.filter(finding => finding.verdict === verdict).length
    return count === 0 ? [] : [`${count} ${WORDS[verdict]}`]
  }).join(', ')

/** One page: each claim with its quote, values and verdict, then the measurements with pictures. */
export const renderComparisonHtml = async (comparison: ComparisonReport): Promise<string> => {
  const { findings, loads, target, tool } = comparison
  const measured: Markup[] = []
  for (const [name, load] of Object.entries(loads)) {
    const pictures = await loadPictures(load)
    measured.push(
      html`<section id="page-m-${name}" aria-labelledby="page-m-${name}-title"><h2 id="page-m-${name}-title">Measured: ${name}</h2><p class="note">${load.workload.says} ${workloadText(load)}.</p>${tableMarkup(load, `Figures of ${name}`)}${pictures.map(picture => pictureMarkup(picture, `${name}-`))}</section>`,
    )
  }
  const main = html`<section id="page-claims" aria-labelledby="page-claims-title"><h2 id="page-claims-title">Claims <span class="of">${findings.length}</span></h2>${findings.map(claimMarkup)}</section>${joined(measured)}`
  const top = html`<header class="top"><p class="brand">ssespec<span>compare</span></p><h1 class="pass">The claims of MSC2108, measured</h1><p class="target">${target.url}${target.embedded ? ', the embedded reference' : ''}</p><p class="lead">Of ${findings.length} claims and questions: ${tally(comparison)}. Each verdict follows from the comparisons that stand beneath it, which were written down before anything was measured (load/compare/claims.json).</p>${machineMarkup(comparison)}</header>`
  return pageMarkup(
    'The claims of MSC2108, measured',
    top,
    main,
    html`<p>Made by ${tool.name} ${tool.version}. All figures are in compare.json.</p>`,
  )
}

const MARKS = { pass: '✅', warn: '🟡', fail: '❌', skip: '–', inconclusive: '⚠️' } as const

export const renderComparisonMarkdown = ({ findings, loads }: ComparisonReport): string => {
  const rows = findings.map(finding => {
    const values = valueLines(finding).map(({ says, value }) => `${escapeMarkdown(says)} ${value}`)
    return `| ${escapeMarkdown(finding.claim.title)} | ${MARKS[KINDS[finding.verdict]]} ${escapeMarkdown(finding.text)} | ${values.join('; ')} |`
  })
  const tables = Object.entries(loads).flatMap(([name, load]) => [
    '',
    `### ${name}`,
    '',
    `${escapeMarkdown(workloadText(load))}.`,
    '',
    ...loadTableMarkdown(load),
  ])
  return ['## The claims of MSC2108, measured', '', '| claim | found | measured |', '| :-- | :-- | :-- |', ...rows, ...tables, ''].join(
    '\n',
  )
}

export const comparisonFormats = {
  terminal: { render: renderComparisonTerminal },
  html: { file: 'compare.html', render: renderComparisonHtml },
  markdown: { file: 'compare.md', render: renderComparisonMarkdown },
  json: { file: 'compare.json', render: (comparison: ComparisonReport) => `${escapeJson(JSON.stringify(comparison, undefined, 1))}\n` },
} as const
