/** What the exchanges of one recording may take together, beside each one's own limits: a flood on every connection is one flood. */
export interface Allowance {
  /** Content that content codings expand to. */
  inflated_bytes: number
  /** Events kept that no publication of ours is in; all are counted. */
  events: number
}

export const createAllowance = (): Allowance => ({ inflated_bytes: 128 << 20, events: 100_000 })
