import type { VerdictKind } from '../../schemas/index.js'
import { html, type Markup, trusted } from './markup.js'

/** A shape for each verdict, so that none depends on colour alone. Drawn on 16 × 16, in the colour of the text. */
const SHAPES: Readonly<Record<VerdictKind, string>> = {
  pass: '<path d="m3 8.5 3.2 3.2L13 4.8"/>',
  fail: '<path d="m4 4 8 8m0-8-8 8"/>',
  error:
    '<path d="M8 2.6v6.6"/><circle cx="8" cy="12.7" r=".6"/><path d="M5.5.9h5L15.1 5.5v5l-4.6 4.6h-5L.9 10.5v-5z" stroke-width="1.2"/>',
  warn: '<path d="M8 1.6 15 14.2H1z" stroke-width="1.4"/><path d="M8 6.3v3.7"/><circle cx="8" cy="12" r=".5"/>',
  inconclusive: '<path d="M5.2 5.6a2.9 2.9 0 1 1 4.1 2.7C8.3 8.9 8 9.4 8 10.3"/><circle cx="8" cy="13.2" r=".6"/>',
  skip: '<path d="m4 4 4 4-4 4m5-8 4 4-4 4"/>',
  'not-applicable': '<path d="M3.5 8h9"/>',
}

/** Marks of a timeline, drawn around 0, 0. */
const MARKS = {
  head: '<path d="M0-7V7" stroke-width="3"/>',
  event: '<circle r="4" class="filled"/>',
  heartbeat: '<path d="M0-6 5.2 0 0 6-5.2 0z"/>',
  end: '<path d="M0-8V8M4-8V8"/>',
  reset: '<path d="M-4-8 3-1-3 1 4 8"/>',
  cut: '<path d="m-5-5 10 10m0-10L-5 5"/>',
  closed: '<circle r="3.5"/>',
  publish: '<path d="M-5-4H5L0 5z" class="filled"/>',
  call: '<path d="M-4-4H4V4H-4z"/>',
  hook: '<path d="M-4 7V-7H5L2-3.5 5 0H-4" class="filled"/>',
  refused: '<path d="M-6 0H6M0-6V6"/>',
} as const

export type MarkShape = keyof typeof MARKS

const symbols = (kind: string, shapes: Readonly<Record<string, string>>, box: string): string =>
  Object.entries(shapes)
    .map(([name, shape]) => `<symbol id="${kind}-${name}" viewBox="${box}" overflow="visible">${shape}</symbol>`)
    .join('')

/** Every shape, defined once per page and used by name. */
export const shapes = trusted(
  `<svg class="shapes" aria-hidden="true" width="0" height="0">${symbols('icon', SHAPES, '0 0 16 16')}${symbols('mark', MARKS, '-8 -8 16 16')}</svg>`,
)

/** The shape of a verdict. Screen readers ignore it, so add a word next to it. */
export const icon = (kind: VerdictKind): Markup =>
  html`<svg class="icon" width="16" height="16" aria-hidden="true"><use href="#icon-${kind}"/></svg>`

/** The shape of a mark in a legend. */
export const markIcon = (shape: MarkShape): Markup =>
  html`<svg class="icon mark ${shape}" width="16" height="16" aria-hidden="true"><use href="#mark-${shape}"/></svg>`

/** The shape of a mark at its place in a picture. */
export const markAt = (shape: MarkShape, x: number, y: number): Markup =>
  html`<use href="#mark-${shape}" x="${x - 8}" y="${y - 8}" width="16" height="16" class="mark ${shape}"/>`
