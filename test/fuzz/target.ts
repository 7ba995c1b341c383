import type fc from 'fast-check'

/** One thing that takes input from strangers, and what must hold of it for any input. */
export interface FuzzTarget {
  readonly name: string
  /** Prepared once: the inputs to try, and what must hold of each; it throws where it does not. */
  start(): Promise<{ readonly property: fc.IAsyncProperty<unknown>; stop?(): Promise<void> }>
}

export const target = (name: string, start: FuzzTarget['start']): FuzzTarget => ({ name, start })

/** Whether an error says what is wrong with the input, in one sentence: nothing of the engine, and no stack trace. */
export const isPlain = (error: unknown, kinds: readonly (new (...args: never[]) => Error)[]): boolean =>
  error instanceof Error &&
  kinds.some(kind => error instanceof kind) &&
  !/Maximum call stack|is not a function|Cannot (read|convert|set)|undefined \(|\n {4}at /.test(error.message)
