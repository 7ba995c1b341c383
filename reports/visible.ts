// What a target sends is shown to a person, and may have been made to deceive: a terminal obeys control sequences, bidirectional
// controls turn a line around, zero-width characters hide, a lone surrogate is no character at all. Here each of them gets a shape.

/**
 * Characters that have no shape of their own, or that change the shape of others: controls, format characters, surrogates, private and
 * unassigned code points, every blank but the space, what Unicode lets a renderer ignore, and marks piled up where no letter bears them.
 */
const HIDDEN = /(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]|(?<!\p{L}\p{M}{0,2})\p{M}/gu

const CHARACTER = new RegExp(`(${HIDDEN.source})|[^]`, 'gu')

const codeOf = (character: string): number => character.codePointAt(0) ?? 0

/** LF is ␊, ESC is ␛, DEL is ␡; what has no picture is told by its number: \u{202e}. */
const symbol = (character: string): string => {
  const code = codeOf(character)
  if (code < 0x20) return String.fromCodePoint(0x2400 + code)
  return code === 0x7f ? '␡' : `\\u{${code.toString(16)}}`
}

/** The text with every character that is not plainly visible replaced by a visible symbol. One line, safe for a terminal. */
export const visible = (text: string): string => text.replace(HIDDEN, symbol)

/** One character of a text, by its place in it (UTF-16 code units), and how it is shown. */
export interface VisibleCharacter {
  readonly at: number
  readonly source: string
  readonly shown: string
}

/** Each character is looked at where it stands: whether a mark is hidden depends on what it is on. */
export const visibleCharacters = (text: string): VisibleCharacter[] =>
  Array.from(text.matchAll(CHARACTER), ({ 0: source, 1: hidden, index }) => ({
    at: index,
    source,
    shown: hidden === undefined ? source : symbol(hidden),
  }))

/** The index itself, or the one before where it would tear a surrogate pair: half a pair would be shown as a fault of the target. */
export const characterBoundary = (text: string, index: number): number =>
  index > 0 && index < text.length && (text.codePointAt(index - 1) ?? 0) > 0xffff ? index - 1 : index

/** At most so many UTF-16 code units, and how many were left out. */
export const shorten = (text: string, limit: number): string => {
  if (text.length <= limit) return text
  const kept = characterBoundary(text, limit)
  return `${text.slice(0, kept)}… (${text.length - kept} more characters)`
}

/**
 * Text within a paragraph, a list item or a table cell of GitHub Flavored Markdown: nothing in it is markup, a link, a line end or a mention.
 * A zero-width space keeps GitHub from notifying whom an @ names, which a backslash does not: names are sought after rendering.
 */
export const escapeMarkdown = (text: string): string =>
  visible(text)
    .replace(/[\\`*_[\]<>&|~$]/g, '\\$&')
    // Marks of a list, a heading or an underline, which mean something at the start only.
    .replace(/^( *)([-+=#])/, '$1\\$2')
    .replace(/^( *\d+)([.)])/, '$1\\$2')
    // Addresses that become links by themselves.
    .replace(/:(?=\/\/)|(?<=www)\./gi, '\\$&')
    .replaceAll('@', '@&#8203;')

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const escapeMarkup = (text: string): string => text.replace(/[&<>"']/g, character => ENTITIES[character] ?? character)

/** Text for the content or an attribute of XML 1.0 or HTML. Line feeds stay; what XML forbids (§2.2), and all else hidden, is made visible. */
export const escapeXml = (text: string): string => text.split('\n').map(visible).map(escapeMarkup).join('\n')

const jsonEscape = (character: string): string =>
  Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')

/** JSON text that means the same and is safe to print: only strings can hold such characters, and there an escape equals the character. */
export const escapeJson = (json: string): string =>
  json
    .split('\n')
    .map(line => line.replace(HIDDEN, jsonEscape))
    .join('\n')
