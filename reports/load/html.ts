import type { Load } from '../../schemas/index.js'
import { duration } from '../conclusion.js'
import { icon } from '../html/icons.js'
import { html, type Markup, trusted } from '../html/markup.js'
import { pageMarkup } from '../html/page.js'
import type { Section } from '../html/report.js'
import { timeMarkup } from '../html/top.js'
import { agreementText, doubtTexts, loadConclusion, skippedText, thresholdText, workloadText } from './conclusion.js'
import { countText, rowsOf, transportTitle } from './figure-words.js'
import { loadPictures, type Picture } from './pictures.js'

const fact = (name: string, value: string | Markup): Markup => html`<div><dt>${name}</dt><dd>${value}</dd></div>`

export const machineMarkup = ({ machine, started, wall_ms, tool }: Pick<Load, 'machine' | 'started' | 'wall_ms' | 'tool'>): Markup =>
  html`<dl class="facts">${[
    fact('When', timeMarkup(started)),
    fact('Took', duration(wall_ms)),
    fact(
      'Machine',
      `${machine.cores} cores${machine.processor === undefined ? '' : `, ${machine.processor}`}, ${Math.round(machine.memory_bytes / 2 ** 30)} GiB`,
    ),
    fact('System', machine.system),
    fact('Generators', `${machine.k6 ?? 'k6'}, ${tool.name} ${tool.version}, Node ${machine.node}`),
  ]}</dl>`

export const tableMarkup = (load: Load, caption: string): Markup => {
  const heads = load.transports.map(transport => html`<th scope="col">${transportTitle(transport)}</th>`)
  const rows = rowsOf(load).map(
    ({ says, cells, alarming }) =>
      html`<tr><th scope="row">${says}</th>${cells.map((cell, at) => (alarming[at] === true ? html`<td><b class="fail alarm">${cell}</b></td>` : html`<td>${cell}</td>`))}</tr>`,
  )
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table class="sides numbers"><caption class="vh">${caption}</caption><thead><tr><th scope="col">Figure</th>${heads}</tr></thead><tbody>${rows}</tbody></table></div>`
}

export const pictureMarkup = ({ id, title, caption, svg }: Picture, prefix = ''): Markup =>
  html`<figure class="picture" id="page-${prefix}${id}"><h3>${title}</h3><div class="scroll" tabindex="0" role="group" aria-label="${title}">${trusted(svg)}</div><figcaption>${caption}</figcaption></figure>`

const section = (id: string, title: string, content: Markup): Markup =>
  html`<section id="page-${id}" aria-labelledby="page-${id}-title"><h2 id="page-${id}-title">${title}</h2>${content}</section>`

const list = (texts: readonly string[]): Markup => html`<ul class="plain">${texts.map(text => html`<li>${text}</li>`)}</ul>`

const TITLE = html`<h2>${icon('inconclusive')}Inconclusive</h2>`
const TITLE_WITHIN = html`<h3>${icon('inconclusive')}Inconclusive</h3>`

/** Doubts come before any number. */
export const doubtsMarkup = (load: Load, title = TITLE): Markup | undefined => {
  const doubts = doubtTexts(load)
  return doubts.length === 0 ? undefined : html`<div class="doubts fail">${title}${list(doubts)}</div>`
}

const topMarkup = (load: Load): Markup => {
  const { kind, text } = loadConclusion(load)
  const { target, workload } = load
  return html`<header class="top"><p class="brand">ssespec<span>load</span></p><h1 class="${kind}">${icon(kind)}${text}</h1><p class="target">${target.url}${target.embedded ? ', the embedded reference' : ''}</p><p class="lead">${workload.says} ${workloadText(load)}.</p>${machineMarkup(load)}</header>`
}

const DERIVED =
  'Bytes are those of the clients’ sockets, below TLS, within the measured time. Latency is counted from the time at which publishing was due, not from when it was done. CPU and memory are the server’s own. Counts are added up over the repeats; figures are medians, with the range in brackets.'

/** The same as part of a bundle's page. */
export const loadSection = async (load: Load): Promise<Section> => {
  const pictures = await loadPictures(load)
  const { kind, text } = loadConclusion(load)
  const { target, workload, thresholds } = load
  return {
    id: 'load',
    title: `Under load: ${workload.name}`,
    content: html`<p class="${kind}">${icon(kind)}${text}</p><p>${target.url}${target.embedded ? ', the embedded reference' : ''}. ${workload.says} ${workloadText(load)}.</p>${machineMarkup(load)}${doubtsMarkup(load, TITLE_WITHIN)}${tableMarkup(load, 'Figures by transport')}<p class="aside">${DERIVED}</p>${pictures.map(picture => pictureMarkup(picture))}${thresholds.length === 0 ? undefined : list(thresholds.map(thresholdText))}<p class="aside">All of it is in load.json, which no certificate covers.</p>`,
  }
}

/** One page: the table, the pictures, the results of thresholds, and counts made twice. */
export const renderLoadHtml = async (load: Load): Promise<string> => {
  const pictures = await loadPictures(load)
  const { thresholds, agreements = [], tool } = load
  const skipped = skippedText(load)
  const main = html`${doubtsMarkup(load)}${section('figures', 'Figures', html`${tableMarkup(load, 'Figures by transport')}<p class="aside">${DERIVED}</p>${skipped.length === 0 ? undefined : list(skipped)}`)}${
    pictures.length === 0 ? undefined : section('pictures', 'Pictures', html`${pictures.map(picture => pictureMarkup(picture))}`)
  }${thresholds.length === 0 ? undefined : section('thresholds', 'Thresholds', list(thresholds.map(thresholdText)))}${
    agreements.length === 0 ? undefined : section('agreements', 'Counted twice', list(agreements.map(agreementText)))
  }`
  const runs = load.transports.reduce((sum, transport) => sum + transport.runs.length, 0)
  return pageMarkup(
    `${load.workload.name}: ssespec load`,
    topMarkup(load),
    main,
    html`<p>Made by ${tool.name} ${tool.version} from ${countText(runs)} runs. All figures are in load.json.</p>`,
  )
}
