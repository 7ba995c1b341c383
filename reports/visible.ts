// A target may send text that deceives its reader: terminals obey control sequences, bidirectional controls reorder a line,
// zero-width characters are invisible, and a lone surrogate is not a character. This module makes each of them visible.

/**
 * Characters without a shape, or that change the shape of others: controls, format characters, surrogates, private and unassigned code
 * points, every blank except the space, characters that renderers may ignore, and stacked marks without a letter.
 */
const HIDDEN = /(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]|(?<!\p{L}\p{M}{0,2})\p{M}/gu

const CHARACTER = new RegExp(`(${HIDDEN.source})|[^]`, 'gu')

const codeOf = (character: string): number => character.codePointAt(0) ?? 0

/** LF is ␊, ESC is ␛, DEL is ␡; characters without a symbol are shown by number: \u{202e}. */
const symbol = (character: string): string => {
  const code = codeOf(character)
  if (code < 0x20) return String.fromCodePoint(0x2400 + code)
  return code === 0x7f ? '␡' : `\\u{${code.toString(16)}}`
}

/** Replaces every character that is not plainly visible with a visible symbol. One line, safe for a terminal. */
export const visible = (text: string): string => text.replace(HIDDEN, symbol)

/** The same for text of several lines, such as an error message: line feeds stay. */
export const visibleLines = (text: string): string => text.split('\n').map(visible).join('\n')

/** One character of a text: its index in it (UTF-16 code units), and how it is shown. */
export interface VisibleCharacter {
  readonly at: number
  readonly source: string
  readonly shown: string
}

/** Checks each character in context: whether a mark is hidden depends on the character before it. */
export const visibleCharacters = (text: string): VisibleCharacter[] =>
  Array.from(text.matchAll(CHARACTER), ({ 0: source, 1: hidden, index }) => ({
    at: index,
    source,
    shown: hidden === undefined ? source : symbol(hidden),
  }))

/** The index, or the previous one if it would split a surrogate pair: half a pair would look like a fault of the target. */
export const characterBoundary = (text: string, index: number): number =>
  index > 0 && index < text.length && (text.codePointAt(index - 1) ?? 0) > 0xffff ? index - 1 : index

/** Cuts text to a number of UTF-16 code units, and says how many were left out. */
export const shorten = (text: string, limit: number): string => {
  if (text.length <= limit) return text
  const kept = characterBoundary(text, limit)
  return `${text.slice(0, kept)}… (${text.length - kept} more characters)`
}

/**
 * Text for a paragraph, list item or table cell of GitHub Flavored Markdown: nothing in it is markup, a link, a line ending or a mention.
 * A zero-width space after @ prevents notifications; a backslash would not, because GitHub looks for names after rendering.
 */
export const escapeMarkdown = (text: string): string =>
  visible(text)
    .replace(/[\\`*_[\]<>&|~$]/g, '\\$&')
    // List, heading and underline markers, which have a meaning only at the start.
    .replace(/^( *)([-+=#])/, '$1\\$2')
    .replace(/^( *\d+)([.)])/, '$1\\$2')
    // Addresses that become links automatically.
    .replace(/:(?=\/\/)|(?<=www)\./gi, '\\$&')
    .replaceAll('@', '@&#8203;')

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const escapeMarkup = (text: string): string => text.replace(/[&<>"']/g, character => ENTITIES[character] ?? character)

/** Text for the content or an attribute of XML 1.0 or HTML. Line feeds stay; characters that XML forbids (§2.2) and hidden ones are made visible. */
export const escapeXml = (text: string): string => text.split('\n').map(visible).map(escapeMarkup).join('\n')

const jsonEscape = (character: string): string =>
  Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')

/** Equivalent JSON text that is safe to print: only strings can contain such characters, and there an escape means the same. */
export const escapeJson = (json: string): string =>
  json
    .split('\n')
    .map(line => line.replace(HIDDEN, jsonEscape))
    .join('\n')
