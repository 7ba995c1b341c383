import type { Report, Timeline } from '../schemas/index.js'
import { renderBadge, renderShields } from './badge.js'
import { renderGithub } from './github.js'
import { renderHtml, type Section } from './html/report.js'
import { renderJson } from './json.js'
import { renderJunit } from './junit.js'
import { renderMarkdown } from './markdown.js'
import type { TextOptions } from './page.js'
import { renderTerminal } from './terminal.js'

/** Rendering options of a report. */
export interface FormatOptions extends TextOptions {
  /** The timeline for pictures of the streams, if there is a recording. */
  readonly timeline?: Timeline
  /** Results of other kinds, shown on the same page. */
  readonly sections?: readonly Section[]
}

/** One report format. */
export interface Format {
  /** Its file in a bundle; a format without one is for the terminal only. */
  readonly file?: string
  readonly render: (report: Report, options: FormatOptions) => string
}

/** By `--reporter` name. */
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
