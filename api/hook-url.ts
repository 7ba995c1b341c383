import type { Hook, MetricsHook } from '../schemas/index.js'

/** Where a hook's requests go; undefined if it makes none. */
export const urlOf = (hook: Hook | MetricsHook | undefined): string | undefined =>
  hook !== undefined && 'url' in hook ? hook.url : undefined
