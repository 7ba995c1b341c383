import { shown } from '../finding.js'
import { escapeXml } from '../visible.js'

/** Text that is already HTML. Created only here, so that nothing gets into a page unescaped. */
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
 * A template of HTML or SVG. Values become visible text, in content and in quoted attributes: hidden characters become symbols, markup is
 * escaped, text over 2,000 characters is cut. Only Markup values are inserted unchanged.
 */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  markup: strings.reduce((text, string, index) => text + markupOf(parts[index - 1]) + string),
})

/** For our own markup and for text that is already escaped. */
export const trusted = (markup: string): Markup => ({ markup })

export const joined = (parts: readonly Markup[], between = ''): Markup => trusted(parts.map(({ markup }) => markup).join(between))

/** Text of the suites, with backticks rendered as code. */
export const prose = (text: string): Markup =>
  joined(
    shown(text)
      .split(/`([^`]+)`/)
      .map((part, index) => (index % 2 === 0 ? html`${part}` : html`<code>${part}</code>`)),
  )

export const bytesOf = ({ markup }: Markup): number => Buffer.byteLength(markup)
