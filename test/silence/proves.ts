/** Rows that pass though no event ever arrived, and why that much proves them. */
export const PROVEN_BY_SILENCE: readonly (readonly [rows: RegExp, why: string])[] = [
  [/^HTTP-(0[1-9]|1[2-9]|2\d|3\d)[a-c]?$/, 'response headers, and the framing of what was sent, are all that it is about'],
  [/^(RES-0[67]b?|RES-18|SEC-(01|02|12|16|17|18|19)|LIF-0[46])$/, 'the answer to a request is all that it is about'],
  [/^(HB-\d\d|FRM-11|LIF-08b?)$/, 'heartbeats are lines too, and every line that was sent is read'],
  [/^(FRM-02|FRM-10|LIF-05)$/, 'the first bytes of a stream, and its retry field, were sent'],
  [/^LIF-11$/, 'the streams stayed open while they were watched'],
]

export const isProvenBySilence = (id: string): boolean => PROVEN_BY_SILENCE.some(([rows]) => rows.test(id))
