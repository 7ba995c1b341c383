/** Reads a homeserver's response, of any shape. */

export const fieldOf = (answer: unknown, name: string): unknown =>
  typeof answer === 'object' && answer !== null && Object.hasOwn(answer, name) ? (answer as Record<string, unknown>)[name] : undefined

/** The string with that name in a response; empty if there is none. */
export const stringOf = (answer: unknown, name: string): string => {
  const value = fieldOf(answer, name)
  return typeof value === 'string' ? value : ''
}

/** The list with that name in a response; empty if there is none. */
export const listOf = (answer: unknown, name: string): readonly unknown[] => {
  const value = fieldOf(answer, name)
  return Array.isArray(value) ? value : []
}
