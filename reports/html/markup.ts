import { shown } from '../finding.js'
import { escapeXml } from '../visible.js'

/** Text that is HTML already. Made here alone, so that nothing gets into a page unescaped. */
export interface Markup {
  readonly markup: string
}

type Part = string | number | undefined | Markup | readonly Part[]

const markupOf = (part: Part): string => {
  if (part === undefined) return ''
  if (typeof part === 'string') return escapeXml(shown(part))
  if (typeof part === 'number') return String(part)
  return 'markup' in part ? part.markup : part.map(markupOf).join('')
}

/**
 * A template of HTML or SVG. Whatever is put into it stands as visible text, in content and in quoted attributes alike: what is hidden has a
 * symbol, what would be markup is escaped, what is longer than 2000 characters is cut. Only what is Markup already is taken as it is.
 */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  markup: strings.reduce((text, string, index) => text + markupOf(parts[index - 1]) + string),
})

/** What we wrote ourselves, and what is escaped already. */
export const trusted = (markup: string): Markup => ({ markup })

export const joined = (parts: readonly Markup[], between = ''): Markup => trusted(parts.map(({ markup }) => markup).join(between))

/** Text with what stands between backticks as code, as the suites write it. */
export const prose = (text: string): Markup =>
  joined(
    shown(text)
      .split(/`([^`]+)`/)
      .map((part, index) => (index % 2 === 0 ? html`${part}` : html`<code>${part}</code>`)),
  )

export const bytesOf = ({ markup }: Markup): number => Buffer.byteLength(markup)
