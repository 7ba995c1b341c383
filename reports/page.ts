import picocolors from 'picocolors'

/** Text layout options. */
export interface TextOptions {
  readonly colour: boolean
  /** Columns per line, at least 40 for readability. */
  readonly width: number
  /** Also show passes, and the bytes of warnings. */
  readonly verbose?: boolean
  /** Names of families by prefix (`FRM`), if not the usual ones. */
  readonly titles?: Readonly<Record<string, string>>
}

export type Paint = ReturnType<typeof picocolors.createColors>

/** The colours and columns that every text renderer needs. */
export interface Page {
  readonly paint: Paint
  readonly width: number
}

const NARROWEST = 40

export const pageOf = ({ colour, width }: TextOptions): Page => ({
  paint: picocolors.createColors(colour),
  width: Number.isFinite(width) ? Math.max(NARROWEST, Math.floor(width)) : 80,
})

// East Asian Wide and Fullwidth, by block: enough to align columns without a table of every code point.
const WIDE =
  /[\p{Emoji_Presentation}\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{17000}-\u{18cff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]/u

const columnsOfCharacter = (character: string): number => {
  if (/[\p{Mn}\p{Me}]/u.test(character)) return 0
  return WIDE.test(character) ? 2 : 1
}

/** Width of a visible text in columns. */
export const columnsOf = (text: string): number => {
  if (/^[ -~]*$/.test(text)) return text.length
  return Array.from(text).reduce((columns, character) => columns + columnsOfCharacter(character), 0)
}

/** Splits a word that is wider than a line into pieces that fit. */
const piecesOf = (word: string, width: number): string[] => {
  if (columnsOf(word) <= width) return [word]
  const pieces: string[] = []
  let piece = ''
  let columns = 0
  for (const character of word) {
    const more = columnsOfCharacter(character)
    if (columns + more > width) {
      pieces.push(piece)
      piece = ''
      columns = 0
    }
    piece += character
    columns += more
  }
  return [...pieces, piece]
}

/** Cuts visible text to a number of columns, with an ellipsis if it was longer. */
export const clipped = (text: string, columns: number): string =>
  columnsOf(text) <= columns ? text : `${piecesOf(text, columns - 1)[0] ?? ''}…`

/** Wraps visible text at spaces. Repeated spaces stay, because a verdict may be about them. */
export const wrap = (text: string, width: number): string[] => {
  const lines: string[] = []
  let line = ''
  let columns = 0
  for (const token of text.split(/(?<! )(?= )/).flatMap(word => piecesOf(word, width))) {
    const more = columnsOf(token)
    if (columns + more > width && line !== '') {
      lines.push(line)
      line = token.startsWith(' ') ? token.slice(1) : token
      columns = columnsOf(line)
    } else {
      line += token
      columns += more
    }
  }
  return [...lines, line]
}

/** Wraps text with `lead` before the first line and as many spaces before the others. */
export const hanging = (lead: string, text: string, width: number): string[] => {
  const blank = ' '.repeat(columnsOf(lead))
  return wrap(text, width - blank.length).map((line, index) => `${index === 0 ? lead : blank}${line}`.trimEnd())
}

/** Columns before the text of a labelled line. */
export const LABELLED = 12

/** `  expected: …` with a right-aligned label and one paragraph per text. The texts must be visible already. */
export const labelled = (
  label: string,
  texts: readonly string[],
  page: Page,
  colour: (line: string) => string = line => line,
): string[] => {
  const lead = page.paint.dim(label === '' ? '' : `${label}:`.padStart(LABELLED - 1)).concat(label === '' ? ' '.repeat(LABELLED) : ' ')
  const lines = texts.flatMap(text => wrap(text, page.width - LABELLED))
  return lines.map((line, index) => `${index === 0 ? lead : ' '.repeat(LABELLED)}${colour(line)}`)
}
