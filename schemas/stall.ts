/** Lag (ms) above which a recording says so at once, in a line of its own, and waits last as much longer. Anything less is the normal lateness of timers. */
export const STALL_MS = 20
