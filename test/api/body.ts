import type { HttpHook } from '../../schemas/index.js'

/** Any JSON value may be a body; the generated type knows objects only. */
export const bodyOf = (value: unknown): NonNullable<HttpHook['body']> => value as NonNullable<HttpHook['body']>
