import type { Report } from '../schemas/index.js'
import { type Outcome, outcomeOf, outcomeText } from './conclusion.js'
import { isMust } from './families.js'
import { escapeJson, escapeXml } from './visible.js'

/**
 * White text has a contrast of at least 5:1 on each (WCAG 2.2 §1.4.3); the badge has its own background, so it looks the same in light and dark
 * mode.
 */
const COLOURS: Readonly<Record<Outcome, string>> = {
  conforms: '23713f',
  fails: 'b3261e',
  unknown: '845700',
  loosened: '845700',
  part: '845700',
  nothing: '5b5d58',
}
const LABEL_COLOUR = '3b3f42'

const PARTS: Readonly<Record<string, string>> = { all: '', quick: ' (quick)', 'a capture': ' (capture)' }

interface Badge {
  readonly label: string
  readonly message: string
  readonly colour: string
  readonly says: string
}

/** `63 of 63 MUST`: how many of the applicable MUSTs passed. */
const badgeOf = (report: Report): Badge => {
  const binding = report.verdicts.filter(({ level, verdict }) => isMust(level) && verdict !== 'not-applicable')
  const held = binding.filter(({ verdict }) => verdict === 'pass' || verdict === 'warn').length
  const outcome = outcomeOf(report)
  const message = `${held} of ${binding.length} MUST${PARTS[report.selected] ?? ' (part)'}`
  return { label: `ssespec ${report.profile}`, message, colour: COLOURS[outcome], says: `${outcomeText(report)}: ${message}` }
}

const NARROW = /[ijlft.,:;|!'()[\] ]/
const WIDE = /[mwMW@%]/

/** Approximate width at 11 px; the text is fitted to it with any font. */
const pixelsOf = (text: string): number =>
  Math.round(Array.from(text).reduce((sum, character) => sum + (NARROW.test(character) ? 4 : WIDE.test(character) ? 10 : 7), 0))

const PADDING = 7

/** badge.svg: the conclusion of the report, for a README. It runs and loads nothing. */
export const renderBadge = (report: Report): string => {
  const { label, message, colour, says } = badgeOf(report)
  const [left, right] = [pixelsOf(label) + 2 * PADDING, pixelsOf(message) + 2 * PADDING]
  const text = (what: string, at: number, pixels: number): string =>
    `<text x="${at}" y="14" textLength="${pixels - 2 * PADDING}" lengthAdjust="spacingAndGlyphs">${escapeXml(what)}</text>`
  const width = left + right
  // No ids and no references, so that a page can have several badges.
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" viewBox="0 0 ${width} 20" role="img" aria-label="${escapeXml(says)}">`,
    `<title>${escapeXml(says)}</title>`,
    `<path fill="#${LABEL_COLOUR}" d="M4 0H${left}V20H4A4 4 0 0 1 0 16V4A4 4 0 0 1 4 0Z"/>`,
    `<path fill="#${colour}" d="M${left} 0H${width - 4}A4 4 0 0 1 ${width} 4V16A4 4 0 0 1 ${width - 4} 20H${left}Z"/>`,
    `<g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11">${text(label, PADDING, left)}${text(message, left + PADDING, right)}</g>`,
    '</svg>',
    '',
  ].join('\n')
}

/** badge.json: the same for https://shields.io/badges/endpoint-badge. */
export const renderShields = (report: Report): string => {
  const { label, message, colour } = badgeOf(report)
  return `${escapeJson(JSON.stringify({ schemaVersion: 1, label, message, color: colour, labelColor: LABEL_COLOUR }))}\n`
}
