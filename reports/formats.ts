import type { Report, Timeline } from '../schemas/index.js'
import { renderBadge, renderShields } from './badge.js'
import { renderGithub } from './github.js'
import { renderHtml, type Section } from './html/report.js'
import { renderJson } from './json.js'
import { renderJunit } from './junit.js'
import { renderMarkdown } from './markdown.js'
import type { TextOptions } from './page.js'
import { renderTerminal } from './terminal.js'

/** How a report is to be shown. */
export interface FormatOptions extends TextOptions {
  /** What pictures of the streams are drawn from, where there is a recording. */
  readonly timeline?: Timeline
  /** Results of other kinds, told on the same page. */
  readonly sections?: readonly Section[]
}

/** One way to show a report. */
export interface Format {
  /** Its file in a bundle; a format without one is for the terminal only. */
  readonly file?: string
  readonly render: (report: Report, options: FormatOptions) => string
}

/** By the name that `--reporter` takes. */
export const formats = {
  terminal: { render: renderTerminal },
  html: {
    file: 'report.html',
    render: (report: Report, { timeline, titles = {}, sections = [] }: FormatOptions) => renderHtml(report, timeline, { titles, sections }),
  },
  json: { file: 'report.json', render: renderJson },
  junit: { file: 'junit.xml', render: renderJunit },
  markdown: { file: 'summary.md', render: renderMarkdown },
  github: { render: renderGithub },
  badge: { file: 'badge.svg', render: renderBadge },
  shields: { file: 'badge.json', render: renderShields },
} as const satisfies Readonly<Record<string, Format>>

export type FormatName = keyof typeof formats

export const isFormatName = (name: string): name is FormatName => Object.hasOwn(formats, name)
