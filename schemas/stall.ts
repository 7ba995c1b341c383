/**
 * Lag (ms) above which a recording says so at once, in a line of its own, and waits last as much longer. Less is the ordinary lateness of timers on
 * a shared machine: the time limits allow for it.
 */
export const STALL_MS = 50
