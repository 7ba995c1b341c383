/** The parts of hpack.js that are used, below its streams: the integer and string decoder, and the tables. They throw on anything invalid. */
declare module 'hpack.js' {
  interface HpackDecoder {
    push(bytes: Uint8Array): void
    isEmpty(): boolean
    decodeBit(): number
    decodeInt(): number
    decodeStr(): ArrayLike<number>
  }
  interface HpackTable {
    lookup(index: number): { name: string; value: string; nameSize: number }
    add(name: string, value: string, nameSize: number, valueSize: number): void
    updateSize(size: number): void
  }
  const hpack: {
    decoder: { create(): HpackDecoder }
    table: { create(options: { maxSize: number }): HpackTable }
  }
  export = hpack
}
