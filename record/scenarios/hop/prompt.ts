import type { Timed } from '../../scenario.js'

/** A hop forwards within milliseconds, and the scenarios that time it take less than a second. */
export const PROMPT: Timed = { stall_ms: 30, attempts: 8 }
