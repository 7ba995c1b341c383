/** Reads what a homeserver answered, whatever it is. */

export const fieldOf = (answer: unknown, name: string): unknown =>
  typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>)[name] : undefined

/** The string at that name of an answer; empty where there is none. */
export const stringOf = (answer: unknown, name: string): string => {
  const value = fieldOf(answer, name)
  return typeof value === 'string' ? value : ''
}
