const KEPT_CAPACITY_BYTES = 64 << 10
const NOTHING = Buffer.alloc(0)

/** Bytes that wait for the rest of something. Grows by doubling, so that a byte at a time costs no more memory than all at once. */
export interface PendingBytes {
  readonly length: number
  /** The first byte, or undefined. */
  readonly first: number | undefined
  /** When the first byte came, as pushed; meaningless while the length is 0. */
  readonly firstByte_t: number
  /** Copies. Whoever adds sees to the limit. */
  add(bytes: Uint8Array, t: number): void
  /** All of it, and nothing is pending any more. Valid until the next `add`. */
  take(): Buffer
  /** All of it, and it stays pending. Valid until the next `add`. */
  peek(): Buffer
  clear(): void
}

export function createPendingBytes(): PendingBytes {
  let buffer = NOTHING
  let length = 0
  let first = 0

  function add(bytes: Uint8Array, t: number): void {
    if (length === 0) first = t
    const needed = length + bytes.length
    if (needed > buffer.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(needed, Math.min(2 * buffer.length, 2 * needed), 256))
      buffer.copy(grown, 0, 0, length)
      buffer = grown
    }
    buffer.set(bytes, length)
    length = needed
  }

  function take(): Buffer {
    const taken = buffer.subarray(0, length)
    clear()
    return taken
  }

  function clear(): void {
    length = 0
    if (buffer.length > KEPT_CAPACITY_BYTES) buffer = NOTHING
  }

  return {
    get length() {
      return length
    },
    get first() {
      return length === 0 ? undefined : buffer[0]
    },
    get firstByte_t() {
      return first
    },
    add,
    take,
    peek: () => buffer.subarray(0, length),
    clear,
  }
}
