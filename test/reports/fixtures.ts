import type { Evidence, Report, Requirement, Summary, Verdict, VerdictKind } from '../../schemas/index.js'

/** What a target may send to deceive whoever reads a report. */
export const HOSTILE: readonly string[] = [
  '\u001b]0;owned\u0007',
  '\u001b[2J\u001b[31m',
  '\u009b31m',
  '\u202Egnp.exe',
  'zero\u200Bwidth\u2060joiner\uFEFF',
  'nul\u0000 del\u007f nel\u0085 ls\u2028 ps\u2029',
  '```\n\n# a heading\n```',
  `${'`'.repeat(12)}\n</details>`,
  '~~~\n</details></summary><script>alert(1)</script>',
  ']]> --> <!-- <![CDATA[ <x y="z">&amp;&unknown;',
  '\uD800 lone \uDFFF surrogates \uFFFE\uFFFF',
  'a\r\nb\rc\n\n\td',
  'a\u0301\u0302\u0303\u0304\u0305\u0306\u0307',
  '| a | b |\n| - | - |',
  '![i](http://evil.example/x.png) @everyone https://evil.example <https://evil.example>',
  'nbsp\u00a0 wide\u3000 tag\u{E0041} selector\uFE0F filler\u3164 braille\u2800',
  'x'.repeat(300),
  '漢字'.repeat(90),
]

export const evidence = (more: Partial<Evidence> = {}): Evidence => ({
  connection: 'delivery-1',
  offset: 312,
  length: 1,
  t_ms: 1004.93,
  excerpt: 'id: 7\ndata: one\rtwo\n\n',
  highlight: [15, 16],
  ...more,
})

export const verdict = (kind: VerdictKind, more: Partial<Verdict> = {}): Verdict => ({
  id: 'FRM-05',
  level: 'MUST',
  verdict: kind,
  requirement: 'Each line of a payload becomes a `data` line of its own, so that the client joins them again with LF.',
  scenario: 'delivery',
  derived: false,
  basis: 'standard',
  remedy: 'Split the payload at CR LF, CR and LF before writing, and write `data: ` before each line.',
  evidence: [],
  source: [
    {
      spec: 'WHATWG HTML',
      clause: '§9.2.6 Interpreting an event stream',
      says: 'Append the field value to the data buffer, then append a single U+000A LINE FEED (LF) character to the data buffer.',
    },
  ],
  ...more,
})

const KEYS: Readonly<Record<VerdictKind, keyof Summary>> = {
  pass: 'pass',
  warn: 'warn',
  fail: 'fail',
  skip: 'skip',
  'not-applicable': 'not_applicable',
  inconclusive: 'inconclusive',
  error: 'error',
}

/** A report on these verdicts, with the summary that they make, and conforming where they let it. */
export const report = (verdicts: Verdict[], more: Partial<Report> = {}): Report => {
  const summary: Summary = { pass: 0, warn: 0, fail: 0, skip: 0, not_applicable: 0, inconclusive: 0, error: 0 }
  for (const { verdict } of verdicts) summary[KEYS[verdict]] += 1
  const open = verdicts.some(({ verdict, level }) => verdict === 'inconclusive' && level.startsWith('MUST'))
  return {
    format: 'ssespec-report/1',
    tool: { name: 'ssespec', version: '0.1.0' },
    target: 'http://127.0.0.1:8080/events',
    profile: 'sse',
    started: '2026-05-04T10:20:30.123+02:00',
    wall_ms: 15_812,
    strict: false,
    selected: 'all',
    summary,
    conforms: summary.fail === 0 && summary.error === 0 && !open,
    verdicts,
    ...more,
  }
}

const passes = (family: string, from: number, to: number): Verdict[] =>
  Array.from({ length: to - from + 1 }, (_, index) => verdict('pass', { id: `${family}-${String(from + index).padStart(2, '0')}` }))

const needsPublish = 'needs a way to publish: give the hook `publish` (hooks.publish in ssespec.config.json, or --config FILE)'

/** Every kind of verdict at once, as a server of the usual quality gets them. */
export const everyKind = (): Report =>
  report([
    ...passes('HTTP', 1, 18),
    ...passes('FRM', 1, 4),
    verdict('fail', {
      expected: 'the payload "one\\rtwo" as its lines joined by LF: "one\\ntwo"',
      actual: '"one"',
      evidence: [
        evidence(),
        evidence({ offset: 980 }),
        evidence({ connection: 'delivery-2', highlight: [10, 15] }),
        evidence(),
        evidence(),
      ],
    }),
    ...passes('FRM', 6, 26),
    verdict('warn', {
      id: 'ID-04',
      level: 'SHOULD',
      requirement: 'An id is at most 128 bytes long.',
      derived: true,
      basis: 'standard',
      expected: 'at most 128 bytes',
      actual: '240 bytes',
      evidence: [evidence({ offset: 40, length: 240 })],
      remedy: 'Keep the id short: the client sends it back with each reconnection.',
    }),
    verdict('warn', {
      id: 'HB-04',
      reading: 'lenient',
      expected: 'a heartbeat every 1000 ms',
      actual: 'a gap of 1800 ms',
      evidence: [evidence()],
    }),
    verdict('skip', { id: 'ID-08', reason: needsPublish }),
    ...['RES-01', 'RES-02', 'RES-04', 'RES-05', 'RES-07', 'RES-09', 'RES-12', 'RES-13', 'RES-14', 'RES-15', 'RES-17'].map(id =>
      verdict('skip', { id, reason: needsPublish }),
    ),
    verdict('not-applicable', { id: 'HTTP-21', reason: 'The stream is not chunked.' }),
    verdict('not-applicable', { id: 'HTTP-25', reason: 'The origin is not reflected.' }),
    verdict('inconclusive', { id: 'HB-03', reason: 'No heartbeat was seen within 5 s.' }),
    verdict('inconclusive', { id: 'HB-06', level: 'SHOULD', reason: 'No heartbeat was seen within 5 s.' }),
    verdict('error', { id: 'SEC-01', reason: 'The scenario `busy` broke: EMFILE, too many open files.' }),
  ])

/** A report in which every text that comes from outside is the given one. */
export const filledWith = (text: string): Report => {
  const place = evidence({ connection: text, excerpt: text, highlight: [0, Math.max(1, text.length >> 1)] })
  const words = { requirement: text, expected: text, actual: text, reason: text, remedy: text, scenario: text, evidence: [place, place] }
  const kinds: VerdictKind[] = ['pass', 'warn', 'fail', 'skip', 'not-applicable', 'inconclusive', 'error']
  const source = [{ spec: 'RFC 9112' as const, clause: text, says: text }]
  const verdicts = kinds.map((kind, index) => verdict(kind, { ...words, source, derived: true, id: `HTTP-0${index}` }))
  return report([...verdicts, verdict('fail', { id: text })], {
    target: text,
    selected: text,
    started: text,
    tool: { name: 'ssespec', version: text },
  })
}

export const requirement = (more: Partial<Requirement> = {}): Requirement => ({
  id: 'HB-03',
  level: { sse: 'SHOULD', matrix: 'MUST' },
  requirement: 'A heartbeat is exactly the bytes `: ` LF LF.',
  source: [{ spec: 'MSC2108', clause: 'Proposal', says: 'The heartbeat payload has the form of the empty SSE comment' }],
  derived: false,
  basis: 'standard',
  scenario: 'idle',
  applies_when: 'the server sends heartbeats',
  given: { properties: { heartbeats: { minItems: 1 } } },
  given_when: 'a heartbeat was seen',
  strict: { properties: { heartbeats: { items: { properties: { bytes: { const: ': \n\n' } } } } } },
  lenient: { properties: { heartbeats: { items: { properties: { bytes: { pattern: '^:[^\\n]*\\n\\n?$' } } } } } },
  lenient_reading: 'any comment line is a heartbeat',
  catches: 'servers that send `:` without the space, or a keep-alive word',
  remedy: 'Write the four bytes 3A 20 0A 0A, and nothing else, as the heartbeat.',
  fault: 'heartbeat-without-space',
  ...more,
})
