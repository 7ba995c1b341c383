import type { Source, Verdict } from '../../schemas/index.js'
import { NOT_SAID } from '../finding.js'
import { html, type Markup, prose } from './markup.js'

const MOST_SOURCES = 10

const rfc = (number: number) => (section: string | undefined) =>
  `https://www.rfc-editor.org/rfc/rfc${number}${section === undefined ? '' : `#section-${section}`}`

/** The URL of a specification, by section number. */
const ADDRESSES: Readonly<Record<Source['spec'], (section: string | undefined) => string>> = {
  'WHATWG HTML': () => 'https://html.spec.whatwg.org/multipage/server-sent-events.html',
  'WHATWG Fetch': () => 'https://fetch.spec.whatwg.org/',
  'RFC 9110': rfc(9110),
  'RFC 9111': rfc(9111),
  'RFC 9112': rfc(9112),
  'RFC 9113': rfc(9113),
  MSC2108: () => 'https://github.com/matrix-org/matrix-spec-proposals/pull/2108',
  'Matrix CS API': () => 'https://spec.matrix.org/latest/client-server-api/',
}

const addressOf = ({ spec, clause }: Source): string | undefined =>
  Object.hasOwn(ADDRESSES, spec) ? ADDRESSES[spec](/^(?:§ ?)?(\d+(?:\.\d+)*)(?!\S)/.exec(clause)?.[1]) : undefined

const nameOf = (source: Source): Markup => {
  const name = html`${source.spec}, ${/^\d/.test(source.clause) ? '§' : ''}${source.clause}`
  const address = addressOf(source)
  return address === undefined ? name : html`<a href="${address}" rel="noreferrer">${name}</a>`
}

const quoted = (source: Source): Markup =>
  html`<blockquote><p>${prose(source.says)}</p><footer><cite>${nameOf(source)}</cite></footer></blockquote>`

/** The sentences of the specifications, each with its clause. */
export const sourcesMarkup = ({ source, derived }: Verdict): Markup =>
  html`<div class="sources">${source.slice(0, MOST_SOURCES).map(quoted)}${derived ? html`<p class="aside">Inferred: ${NOT_SAID}.</p>` : undefined}</div>`
