/**
 * 0 conforms; 1 does not conform; 2 wrong usage or configuration; 3 target unreachable; 4 the harness failed or the result is inconclusive; 5
 * nothing was selected.
 */
export const EXIT = { conforms: 0, fails: 1, usage: 2, unreachable: 3, failed: 4, nothing: 5 } as const
