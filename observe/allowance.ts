/** Limits for all exchanges of one recording together, in addition to each one's own: a flood on every connection is one flood. */
export interface Allowance {
  /** Content after decoding content codings. */
  inflated_bytes: number
  /** Events kept that contain no publication; all are counted. */
  events: number
}

export const createAllowance = (): Allowance => ({ inflated_bytes: 128 << 20, events: 100_000 })
