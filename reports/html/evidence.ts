import type { Evidence, Verdict } from '../../schemas/index.js'
import { MOST_EVIDENCE, placeText } from '../finding.js'
import { bytesMarkup } from './bytes.js'
import { html, type Markup } from './markup.js'

const place = (evidence: Evidence): Markup => html`<li><p class="place">${placeText(evidence)}</p>${bytesMarkup(evidence)}</li>`

const MOST_PLACES = 20

/** Where it was seen: the first places with their bytes, others only by name. Numbers match the pins in the picture. */
export const evidenceMarkup = ({ evidence }: Pick<Verdict, 'evidence'>): Markup | undefined => {
  if (evidence.length === 0) return undefined
  const others = evidence.slice(MOST_EVIDENCE, MOST_PLACES)
  const left = evidence.length - MOST_EVIDENCE - others.length
  const more =
    others.length === 0
      ? undefined
      : html`<details class="more"><summary>${others.length} more ${others.length === 1 ? 'place' : 'places'}, without bytes</summary><ol start="${MOST_EVIDENCE + 1}">${others.map(one => html`<li><p class="place">${placeText(one)}</p></li>`)}</ol>${left > 0 ? html`<p class="aside">and ${left} more in report.json</p>` : undefined}</details>`
  return html`<h4>Where</h4><ol class="places">${evidence.slice(0, MOST_EVIDENCE).map(place)}</ol>${more}`
}
