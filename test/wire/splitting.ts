import fc from 'fast-check'

/** Bytes cut into pieces at random places; some pieces may be empty. */
export function pieces(bytes: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array[]> {
  return fc.tuple(bytes, fc.array(fc.nat(), { maxLength: 12 })).map(([whole, places]) => cut(whole, places))
}

export function cut(whole: Uint8Array, places: number[]): Uint8Array[] {
  const ends = [...places.map(place => place % (whole.length + 1)).sort((a, b) => a - b), whole.length]
  return ends.map((end, index) => whole.subarray(index === 0 ? 0 : ends[index - 1], end))
}

/** Bytes that look like an event stream often enough to reach every rule. */
export const streamLikeBytes: fc.Arbitrary<Uint8Array> = fc
  .array(
    fc
      .oneof(
        { weight: 6, arbitrary: fc.constantFrom('\n', '\r', '\r\n', '\n\n', '\r\r', '\r\n\r\n') },
        {
          weight: 6,
          arbitrary: fc.constantFrom('data', 'id', 'event', 'retry', ':', ': ', ' ', 'data:', 'data: ', 'id: ', 'event: ', 'retry: '),
        },
        {
          weight: 3,
          arbitrary: fc.constantFrom('a', '1', '\0', '\ufeff', '\u00ef\u00bb\u00bf', 'é', '日', '🎉', '\u2028', '\ufffd', '12'),
        },
        { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
      )
      .map(text => Buffer.from(text, 'utf8')),
    { maxLength: 40 },
  )
  .chain(parts =>
    fc
      .array(fc.tuple(fc.nat(), fc.constantFrom(0xff, 0xc3, 0xe2, 0x82, 0xf0, 0x9f, 0xef, 0xbb, 0xbf, 0xed, 0xa0, 0x0d)), { maxLength: 3 })
      .map(broken => {
        const bytes = new Uint8Array(Buffer.concat(parts))
        for (const [place, byte] of broken) if (bytes.length > 0) bytes[place % bytes.length] = byte
        return bytes
      }),
  )
