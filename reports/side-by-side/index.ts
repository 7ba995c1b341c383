import type { TextOptions } from '../page.js'
import { renderSidesHtml } from './html.js'
import { renderSidesMarkdown } from './markdown.js'
import type { Side } from './rows.js'
import { renderSidesTerminal } from './terminal.js'

type SideBySide = (sides: readonly Side[], options: TextOptions) => string

/** Formats for comparing several reports, by `--reporter` name. */
export const sideBySide: Readonly<Record<'terminal' | 'html' | 'markdown', SideBySide>> = {
  terminal: renderSidesTerminal,
  html: renderSidesHtml,
  markdown: renderSidesMarkdown,
}

export const isSideBySideName = (name: string): name is keyof typeof sideBySide => Object.hasOwn(sideBySide, name)
