/** The JSON of a target is read to this depth; what is nested deeper is kept as text. So no function that walks a value exhausts the stack. */
export const MOST_DEPTH = 200

const OPAQUE = `nested more than ${MOST_DEPTH} deep: `

/** Where the string that begins at `begin` ends. A pattern would exhaust its own stack on a long string. */
const endOfString = (text: string, begin: number): number => {
  let at = begin + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}

/** Valid JSON text, in which each array or object below the most depth is replaced by a string that contains its text. */
const flattened = (text: string): string => {
  const parts: string[] = []
  let depth = 0
  let begin = 0
  let next = 0
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '"') at = endOfString(text, at)
    else if (character === '[' || character === '{') {
      depth += 1
      if (depth === MOST_DEPTH + 1) begin = at
    } else if (character === ']' || character === '}') {
      if (depth === MOST_DEPTH + 1) {
        parts.push(text.slice(next, begin), JSON.stringify(OPAQUE + text.slice(begin, at + 1)))
        next = at + 1
      }
      depth -= 1
    }
  }
  return parts.join('') + text.slice(next)
}

/** The value of a JSON text, at most `MOST_DEPTH` deep. Throws SyntaxError. */
export const parsedJson = (text: string): unknown => {
  const value: unknown = JSON.parse(text)
  if (text.length <= 2 * MOST_DEPTH) return value
  const flat = flattened(text)
  return flat.length === text.length ? value : JSON.parse(flat)
}
