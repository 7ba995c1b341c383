import type { Report } from '../schemas/index.js'
import { renderJson } from './json.js'
import { renderJunit } from './junit.js'
import { renderMarkdown } from './markdown.js'
import type { TextOptions } from './page.js'
import { renderTerminal } from './terminal.js'

/** One way to show a report. */
export interface Format {
  /** Its file in a bundle; a format without one is for the terminal only. */
  readonly file?: string
  readonly render: (report: Report, options: TextOptions) => string
}

/** By the name that `--reporter` takes. */
export const formats = {
  terminal: { render: renderTerminal },
  json: { file: 'report.json', render: renderJson },
  junit: { file: 'junit.xml', render: renderJunit },
  markdown: { file: 'summary.md', render: renderMarkdown },
} as const satisfies Readonly<Record<string, Format>>

export type FormatName = keyof typeof formats

export const isFormatName = (name: string): name is FormatName => Object.hasOwn(formats, name)
