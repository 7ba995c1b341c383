const KEPT_CAPACITY_BYTES = 64 << 10
const NOTHING = Buffer.alloc(0)

/** Buffers bytes until the rest arrives. Grows by doubling, so that single bytes cost no more memory than one large chunk. */
export interface PendingBytes {
  readonly length: number
  /** The first byte, or undefined. */
  readonly first: number | undefined
  /** The time of the first byte, as pushed; meaningless while the length is 0. */
  readonly firstByte_t: number
  /** Copies the bytes. The caller enforces the limit. */
  add(bytes: Uint8Array, t: number): void
  /** Returns all bytes and empties the buffer. Valid until the next `add`. */
  take(): Buffer
  /** Returns all bytes without emptying the buffer. Valid until the next `add`. */
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
