/** The limits of the gateway. What clients or the homeserver send must not exhaust its memory, its connections or the homeserver. */

const KIB = 1024
const MIB = 1024 * KIB

export const LIMITS = {
  /** To-device messages kept until a client sends a token back: per device, and for all devices. */
  kept_messages_a_device: 10_000,
  kept_bytes_a_device: 4 * MIB,
  kept_bytes: 256 * MIB,

  /** Bytes of `/sync` responses that wait for their readers: a device, or all together, that hold this much get no further response. */
  held_bytes_a_device: 64 * MIB,
  held_bytes: 256 * MIB,
  /** Of responses over this size, one is received at a time. */
  large_bytes: 256 * KIB,
  /** How long a response waits for room before its call is given up, and repeated later. */
  room_wait_ms: 60_000,
  /** While others wait for room, a reader that holds a response is dropped if it takes nothing for this long, or on average less than this. */
  crowded_stall_ms: 5_000,
  crowded_bytes_a_second: 64 * KIB,

  /** A client that reads a response, or sends content, and gets through less than this in that time is cut off; and in any case after the total. */
  progress_bytes: 4 * KIB,
  download_stall_ms: 60_000,
  download_total_ms: 3_600_000,
  upload_stall_ms: 30_000,
  upload_total_ms: 600_000,

  /** One HTTP/2 connection: streams at a time, and streams that it may reset in a row and more each second. */
  http2_streams: 250,
  http2_resets: 200,
  http2_resets_a_second: 20,
}

export type Limits = typeof LIMITS
