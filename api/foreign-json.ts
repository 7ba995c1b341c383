/** JSON text from a stranger cannot be used; the message is the end of a sentence about it: `is not JSON`. */
export class ForeignJsonError extends Error {
  constructor(why: string) {
    super(why)
    this.name = 'ForeignJsonError'
  }
}

const MOST_DEPTH = 1000
const MOST_NAME_CHARACTERS = 40

/** The index of the quote that ends the string starting at `at`. */
const endOfString = (text: string, at: number): number => {
  for (let end = text.indexOf('"', at + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0
    while (text[end - 1 - backslashes] === '\\') backslashes += 1
    if (backslashes % 2 === 0) return end
  }
  throw new ForeignJsonError('is not JSON')
}

/** A key may be spelled with escapes. */
const nameOf = (quoted: string): string => {
  if (!quoted.includes('\\')) return quoted.slice(1, -1)
  try {
    return JSON.parse(quoted) as string
  } catch {
    throw new ForeignJsonError('is not JSON')
  }
}

const isFollowedByColon = (text: string, at: number): boolean => {
  let next = at
  while (text[next] === ' ' || text[next] === '\n' || text[next] === '\r' || text[next] === '\t') next += 1
  return text[next] === ':'
}

/** Checks the structure before anything is built from the text. Whether the text is JSON is left to JSON.parse. */
const checkStructure = (text: string, most_values: number): void => {
  const open: Set<string>[] = []
  let values = 1
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (character === '"') {
      const end = endOfString(text, at)
      const names = open.at(-1)
      if (names !== undefined && isFollowedByColon(text, end + 1)) {
        const name = nameOf(text.slice(at, end + 1))
        if (names.has(name))
          throw new ForeignJsonError(`has the key ${JSON.stringify(name.slice(0, MOST_NAME_CHARACTERS))} twice in one object`)
        names.add(name)
      }
      at = end
    } else if (character === '{' || character === '[') {
      open.push(new Set())
      if (open.length > MOST_DEPTH) throw new ForeignJsonError(`is nested more than ${MOST_DEPTH} deep`)
      values += 1
    } else if (character === '}' || character === ']') open.pop()
    else if (character === ',') values += 1
    if (values > most_values) throw new ForeignJsonError(`has more than ${most_values} values`)
  }
}

/**
 * Parses JSON from a stranger. JSON.parse keeps the last of two equal keys, and other programs keep the first, so such a text says different
 * things to different readers. Throws ForeignJsonError.
 */
export const parseForeignJson = (text: string, most_values: number): unknown => {
  checkStructure(text, most_values)
  try {
    return JSON.parse(text)
  } catch {
    throw new ForeignJsonError('is not JSON')
  }
}
