/** Rows that pass though no event ever arrived, and why that much proves them. */
export const PROVEN_BY_SILENCE: readonly (readonly [rows: RegExp, why: string])[] = [
  [/^HTTP-(0[1-9]|1[2-9]|2\d|3\d)[a-e]?$/, 'response headers, and the framing of what was sent, are all that it is about'],
  [/^(RES-0[67][bc]?|RES-18|SEC-(01|02|12|16|17|18|19)[b-e]?|LIF-0[46])$/, 'the answer to a request is all that it is about'],
  [/^(HB-\d\db?|FRM-11|LIF-08b?)$/, 'heartbeats are lines too, and every line that was sent is read'],
  [/^(FRM-02|FRM-10|LIF-05)$/, 'the first bytes of a stream, and its retry field, were sent'],
  [/^LIF-11$/, 'the streams stayed open while they were watched'],
  [/^(SYN-(05|21)[b-d]?|SEC-(03|04|05|07|09))$/, 'the answer to a request is all that it is about, on a homeserver too'],
  [/^SYN-07[b-d]?$/, 'the presence of a user whose stream is open is what other users read of it'],
  [/^SEC-06[b-d]?$/, 'a stream that was open ended once its token was revoked'],
]

/** Rows that pass where events arrived, but each later than it was waited for: every event that arrives at all is read. */
const PROVEN_BY_LATE_EVENTS = /^(FRM-(01|02b|03|06|08|09|13|21|26)|ID-(0[1-4]|06|09|10)[b-e]?|SYN-(01|16)|SEC-08)$/

export const isProvenBySilence = (id: string): boolean => PROVEN_BY_SILENCE.some(([rows]) => rows.test(id))

export const isProvenByLateEvents = (id: string): boolean => isProvenBySilence(id) || PROVEN_BY_LATE_EVENTS.test(id)
