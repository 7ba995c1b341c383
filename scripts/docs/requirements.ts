import { scenarios } from '../../record/index.js'
import { aspectsOf, bytesMarkup, html, joined, type Markup, prose, SCHEMAS, schemaText, trusted } from '../../reports/index.js'
import { type Evidence, PROFILES, type Profile, profileNames, type Reading, type Requirement } from '../../schemas/index.js'
import { families, faultOf, homeOf, readings, readingsOf } from '../../suites/index.js'
import type { Example } from './examples.js'
import type { Page } from './layout.js'

/** Text of any length in a code block; a template would cut it. */
export const code = (text: string): Markup => {
  const escaped = text.split('\n').map(line => html`${line}`.markup)
  return trusted(`<pre tabindex="0"><code>${escaped.join('\n')}</code></pre>`)
}

const aspect = (label: string, texts: readonly string[]): Markup =>
  html`<div><dt>${label}</dt><dd>${texts.map(text => html`<p>${prose(text)}</p>`)}</dd></div>`

const side = (title: string, kind: 'good' | 'bad', evidence: Evidence | undefined): Markup | undefined =>
  evidence === undefined ? undefined : html`<div class="${kind}"><h3>${title}</h3>${focusable(bytesMarkup(evidence))}</div>`

/** Bytes may be wider than the page, so make them scrollable by keyboard. */
const focusable = ({ markup }: Markup): Markup => trusted(markup.replace('<pre class="bytes">', '<pre class="bytes" tabindex="0">'))

const exampleMarkup = (example: Example | undefined, fault: string | undefined): Markup | undefined => {
  if (fault === undefined) return undefined
  const how = html`<p>To see it fail, run <code>ssespec serve --fault ${fault}</code> and check the URL it prints.</p>`
  if (example === undefined) return html`<h2>On the wire</h2>${how}`
  const { expected, actual, good, bad } = example
  const told = [
    expected === undefined ? undefined : aspect('expected', [expected]),
    actual === undefined ? undefined : aspect('actual', [actual]),
  ].filter(one => one !== undefined)
  const pair = [side('A server that conforms', 'good', good), side(`One with the fault ${fault}`, 'bad', bad)].filter(
    one => one !== undefined,
  )
  return html`<h2>On the wire</h2>${pair.length === 0 ? undefined : html`<div class="pair">${pair}</div>`}<p>The report on this fault:</p><dl class="aspects">${told}</dl>${how}`
}

/** A reading with its argument, for its own page and for those of its requirements. */
export const readingMarkup = ({ id, question, strict, lenient, argument, proposal, requirements }: Reading, up: string): Markup => {
  const links = requirements.map(name => html`<a href="${up}requirements/${name}.html">${name}</a>`)
  return html`<section class="reading" id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${id}. ${prose(question)}</h2><dl class="aspects">${aspect('strict', [strict])}${aspect('lenient', [lenient])}</dl>${argument.map(text => html`<p>${prose(text)}</p>`)}<p>Proposed text:</p><blockquote><p>${prose(proposal)}</p></blockquote><p class="aside">Requirements: ${joined(links, ', ')}</p></section>`
}

const provokedBy = ({ scenario }: Requirement): string | undefined => scenarios.find(({ name }) => name === scenario)?.says

const schemas = (requirement: Requirement): Markup[] =>
  SCHEMAS.flatMap(([name, says]) => {
    const schema = requirement[name]
    return schema === undefined ? [] : [html`<h3>${name}</h3><p class="aside">${says}.</p>${code(schemaText(schema, 100))}`]
  })

const COLUMNS_OF_TITLE = 70

/** One page per requirement. */
export const requirementPages = (examples: Readonly<Record<string, Example>>): Page[] =>
  families().flatMap(({ title, requirements }) =>
    requirements.map((requirement): Page => {
      const { id, requirement: sentence } = requirement
      const main = html`<h1>${id}</h1><p class="lead">${prose(sentence)}</p><p class="aside">${title}</p><dl class="aspects">${aspectsOf(requirement, provokedBy(requirement)).map(([label, texts]) => aspect(label, texts))}</dl>${exampleMarkup(examples[id], faultOf(requirement, homeOf(requirement) ?? 'sse'))}${readingsOf(id).map(reading => readingMarkup(reading, '../'))}<h2>As JSON Schema</h2><p>Applied to the observation of its scenario; see <a href="../formats.html">the formats</a>.</p>${schemas(requirement)}`
      return { path: `requirements/${id}.html`, title: `${id}: ${sentence.slice(0, COLUMNS_OF_TITLE)}`, main }
    }),
  )

const row = ({ id, level, requirement }: Requirement): Markup =>
  html`<tr><td><a class="id" href="requirements/${id}.html">${id}</a></td>${profileNames.map(name => html`<td>${level[name] ?? '–'}</td>`)}<td>${prose(requirement)}</td></tr>`

/** Every requirement by family, with its level in each profile. */
export const indexPage = (): Page => {
  const all = families()
  const count = (profile: Profile) => all.flatMap(({ requirements }) => requirements).filter(({ level }) => level[profile]).length
  const tables = all.map(
    ({ family, title, requirements }) =>
      html`<section id="${family}" aria-labelledby="${family}-title"><h2 id="${family}-title">${title}</h2><table class="levels" tabindex="0"><thead><tr><th scope="col">id</th>${profileNames.map(name => html`<th scope="col">${name}</th>`)}<th scope="col">requirement</th></tr></thead><tbody>${requirements.map(row)}</tbody></table></section>`,
  )
  const counts = profileNames.map(name => html`${count(name)} requirements for ${PROFILES[name].of} (profile <b>${name}</b>)`)
  const links = all.map(({ family, title }) => html`<a href="#${family}">${title}</a>`)
  const main = html`<h1>What ssespec checks</h1><p>${joined(counts, ', ')}. Each page has the sentence of the specification, how ssespec tests it, bytes that conform and bytes that do not, and the fix. Levels depend on the profile.</p><p>New here? <a href="guides/first-check.html">Check your server</a>.</p><p>${joined(links, ' · ')}</p>${tables}`
  return { path: 'index.html', title: 'ssespec: the requirements', main }
}

/** The readings of MSC2108, as one page that can be posted as a review. */
export const readingsPage = (): Page => {
  const main = html`<h1>Where MSC2108 is silent</h1><p>Matrix’s <a href="https://github.com/matrix-org/matrix-spec-proposals/pull/2108">proposal 2108</a>, Sync over Server-Sent Events, is two pages long and leaves questions open for those who implement or test it. This page lists each question, how ssespec reads it, and why. The strict reading passes, the lenient one passes with a warning, and a server that does neither fails. Each ends with a sentence that would settle the question in the proposal.</p>${readings().map(reading => readingMarkup(reading, ''))}`
  return { path: 'readings.html', title: 'ssespec: readings of MSC2108', main }
}
