import type { Load } from '../../schemas/index.js'
import type { TextOptions } from '../page.js'
import { escapeJson } from '../visible.js'
import { renderLoadHtml } from './html.js'
import { renderLoadMarkdown } from './markdown.js'
import { renderLoadTerminal } from './terminal.js'

/** A format for load results; one without a file is for the terminal only. */
interface LoadFormat {
  readonly file?: string
  readonly render: (load: Load, options: TextOptions) => string | Promise<string>
}

export const loadFormats = {
  terminal: { render: renderLoadTerminal },
  html: { file: 'load.html', render: renderLoadHtml },
  markdown: { file: 'load.md', render: renderLoadMarkdown },
  json: { file: 'load.json', render: (load: Load) => `${escapeJson(JSON.stringify(load, undefined, 1))}\n` },
} as const satisfies Readonly<Record<string, LoadFormat>>

export const isLoadFormatName = (name: string): name is keyof typeof loadFormats => Object.hasOwn(loadFormats, name)

export { comparisonFormats } from './comparison.js'
export { loadSection } from './html.js'
export { loadPictures } from './pictures.js'
export { type LoadSide, loadsSideBySide } from './sides.js'
