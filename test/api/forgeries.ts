/** Forgeries of a bundle, each with what must be found of it. */

import { strict as assert } from 'node:assert'
import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { seal, signingKey } from '../../api/dsse.js'
import type { Envelope, FindingKind, Observation, Report, Statement } from '../../schemas/index.js'

interface Line {
  [key: string]: unknown
}

const change = <Document>(bundle: string, file: string, edit: (document: Document) => unknown): void => {
  const path = join(bundle, file)
  const document = JSON.parse(readFileSync(path, 'utf8')) as Document
  writeFileSync(path, JSON.stringify(edit(document) ?? document))
}

export const report = (bundle: string, edit: (report: Report) => unknown): void => change(bundle, 'report.json', edit)

export const verdictOf = ({ verdicts }: Report, id: string) => {
  const found = verdicts.find(verdict => verdict.id === id)
  assert.ok(found, id)
  return found
}

export const recording = (bundle: string, edit: (lines: Line[]) => Line[]): void => {
  const path = join(bundle, 'recording.ndjson.gz')
  const lines = gunzipSync(readFileSync(path)).toString('utf8').trimEnd().split('\n')
  const edited = edit(lines.map(line => JSON.parse(line) as Line))
  writeFileSync(path, gzipSync(edited.map(line => `${JSON.stringify(line)}\n`).join('')))
}

const retold = (lines: Line[], from: string, to: string): Line[] =>
  lines.map(line => (line.what === 'received' && typeof line.text === 'string' ? { ...line, text: line.text.replace(from, to) } : line))

export const unsign = (bundle: string): void => rmSync(join(bundle, 'attestation.dsse.json'))

export const statementIn = (bundle: string): Statement => {
  const { payload } = JSON.parse(readFileSync(join(bundle, 'attestation.dsse.json'), 'utf8')) as Envelope
  return JSON.parse(Buffer.from(payload, 'base64').toString('utf8')) as Statement
}

/** Signs whatever the folder holds, as a forger with a key would, without asking whether it verifies. */
const sealed = (bundle: string, key: string, edit: (statement: Statement) => void = () => {}): void => {
  const statement = statementIn(bundle)
  for (const subject of statement.subject) {
    subject.digest.sha256 = createHash('sha256')
      .update(readFileSync(join(bundle, subject.name)))
      .digest('hex')
  }
  edit(statement)
  writeFileSync(join(bundle, 'attestation.dsse.json'), JSON.stringify(seal(statement, signingKey(key))))
}

const STREAM = 'Content-Type: text/event-stream'

const withoutScenario = (lines: Line[], scenario: string): Line[] => {
  const connections = new Set(lines.filter(line => line.scenario === scenario).map(({ on }) => on))
  return lines.filter(({ on }) => on !== scenario && !connections.has(on))
}

export interface Keys {
  readonly own: string
  readonly other: string
}

interface Forgery {
  readonly what: string
  readonly forge: (bundle: string, keys: Keys) => void
  /** The kinds of all findings, each once. */
  readonly found: readonly FindingKind[]
  readonly says: RegExp
}

/** What a bundle may be forged by, and what it is called when it is found. */
export const FORGERIES: readonly Forgery[] = [
  {
    what: 'a verdict turned to fail in the report',
    forge: bundle => report(bundle, all => void Object.assign(verdictOf(all, 'FRM-05'), { verdict: 'fail' })),
    found: ['edited-report', 'forged-verdict'],
    says: /The report says fail of FRM-05 \(MUST\)\. The recording gives pass/,
  },
  {
    what: 'a forged verdict, signed again with the right key',
    forge: (bundle, { own }) => {
      report(bundle, all => void Object.assign(verdictOf(all, 'FRM-05'), { verdict: 'warn' }))
      sealed(bundle, own)
    },
    found: ['forged-verdict'],
    says: /The report says warn of FRM-05/,
  },
  {
    what: 'a forged verdict in a bundle without a certificate',
    forge: bundle => {
      unsign(bundle)
      report(bundle, all => void Object.assign(verdictOf(all, 'SEC-13'), { verdict: 'pass' }))
    },
    found: ['unsigned', 'forged-verdict'],
    says: /The report says pass of SEC-13 \(MUST\)\. The recording gives skip/,
  },
  {
    what: 'a skip that hides a MUST',
    forge: (bundle, { own }) => {
      report(bundle, all => void Object.assign(verdictOf(all, 'HTTP-01'), { verdict: 'skip', reason: 'not run by default: slow' }))
      sealed(bundle, own)
    },
    found: ['hidden-must'],
    says: /HTTP-01 is a MUST, and the report hides it as skip/,
  },
  {
    what: 'a MUST made a SHOULD',
    forge: bundle => report(bundle, all => void Object.assign(verdictOf(all, 'HTTP-01'), { level: 'SHOULD' })),
    found: ['edited-report', 'changed-level'],
    says: /The report has HTTP-01 as SHOULD; in the suite it is MUST/,
  },
  {
    what: 'a requirement reworded',
    forge: bundle => report(bundle, all => void Object.assign(verdictOf(all, 'HTTP-01'), { requirement: 'Anything goes.' })),
    found: ['edited-report', 'edited-verdict'],
    says: /The verdict on HTTP-01 is the one derived, but its requirement was changed: "Anything goes\."/,
  },
  {
    what: 'a requirement taken out of the report',
    forge: (bundle, { own }) => {
      report(bundle, all => ({ ...all, verdicts: all.verdicts.filter(({ id }) => id !== 'FRM-05') }))
      sealed(bundle, own)
    },
    found: ['missing-requirement'],
    says: /FRM-05 \(MUST\) is missing from the report: its suite was thinned out/,
  },
  {
    what: 'a verdict on a requirement that there is not',
    forge: bundle => report(bundle, all => void all.verdicts.push({ ...verdictOf(all, 'FRM-05'), id: 'FRM-99' })),
    found: ['edited-report', 'added-verdict'],
    says: /A verdict was added: pass of FRM-99, which is of none that was to be judged/,
  },
  {
    what: 'a changed summary',
    forge: bundle => report(bundle, all => void Object.assign(all.summary, { skip: 0 })),
    found: ['edited-report', 'changed-summary'],
    says: /summary\.skip was changed: it says 0; derived: [1-9]/,
  },
  {
    what: 'a changed conclusion',
    forge: (bundle, { own }) => {
      report(bundle, all => void Object.assign(all, { conforms: !all.conforms }))
      sealed(bundle, own)
    },
    found: ['changed-conclusion'],
    says: /conforms was changed/,
  },
  {
    what: 'another target, and all of the profile instead of a quick run',
    forge: bundle => report(bundle, all => ({ ...all, target: 'https://good.example/', selected: 'all' })),
    found: ['edited-report'],
    says: /target was changed: it says "https:\/\/good\.example\/"/,
  },
  {
    what: 'a byte edited in the recording',
    forge: bundle => recording(bundle, lines => retold(lines, STREAM, 'Content-Type: text/event-strexm')),
    found: ['edited-recording'],
    says: /recording\.ndjson\.gz is not the file that was signed.*The report says pass of HTTP-02 .*gives fail/s,
  },
  {
    what: 'a byte edited in the recording of a bundle without a certificate',
    forge: bundle => {
      unsign(bundle)
      recording(bundle, lines => retold(lines, STREAM, 'Content-Type: text/event-strexm'))
    },
    found: ['unsigned', 'edited-recording'],
    says: /The recording was edited: report\.json and observations\.json agree with each other, and not with it/,
  },
  {
    what: 'a recording that was only compressed again',
    forge: bundle => {
      const path = join(bundle, 'recording.ndjson.gz')
      writeFileSync(path, gzipSync(gunzipSync(readFileSync(path)), { level: 1 }))
    },
    found: ['edited-recording'],
    says: /It changes no observation and no verdict/,
  },
  {
    what: 'a recording that was cut',
    forge: bundle => {
      const path = join(bundle, 'recording.ndjson.gz')
      writeFileSync(path, readFileSync(path).subarray(0, 9000))
    },
    found: ['edited-recording', 'broken-recording'],
    says: /The recording is broken: /,
  },
  {
    what: 'a scenario taken out of the recording, signed again with the right key',
    forge: (bundle, { own }) => {
      recording(bundle, lines => withoutScenario(lines, 'gzip'))
      change<Observation[]>(bundle, 'observations.json', all => all.filter(({ scenario }) => scenario !== 'gzip'))
      sealed(bundle, own)
    },
    found: ['missing-scenario'],
    says: /The scenario gzip is part of what was to be judged, and the recording does not hold it/,
  },
  {
    what: 'edited observations',
    forge: (bundle, { own }) => {
      change<Observation[]>(bundle, 'observations.json', all => void Object.assign(all[0] ?? {}, { stopped: true }))
      sealed(bundle, own)
    },
    found: ['edited-observations'],
    says: /observations\.json does not hold what the recording gives/,
  },
  {
    what: 'a thinned-out suite',
    forge: (bundle, { own }) => {
      report(bundle, all => ({ ...all, verdicts: all.verdicts.filter(({ id }) => !id.startsWith('FRM-')) }))
      sealed(bundle, own, ({ predicate }) => {
        predicate.configuration = predicate.configuration.filter(({ name }) => name !== 'suites/sse/framing.json')
      })
    },
    found: ['changed-suite', 'missing-requirement'],
    says: /suites\/sse\/framing\.json is missing: the requirements were thinned out or changed/,
  },
  {
    what: 'a certificate that says more than the report, signed with the right key',
    forge: (bundle, { own }) =>
      sealed(bundle, own, ({ predicate }) => {
        Object.assign(predicate, { result: 'PASSED' })
        Object.assign(predicate.ssespec, { profile_passed: true, open: [] })
      }),
    found: ['false-certificate'],
    says: /The certificate does not say what the recording gives: its result is another/,
  },
  {
    what: 'a certificate that leaves a file out',
    forge: (bundle, { own }) =>
      sealed(bundle, own, statement => {
        statement.subject.splice(1, 1)
      }),
    found: ['false-certificate'],
    says: /The certificate does not cover observations\.json/,
  },
  {
    what: 'another’s key',
    forge: (bundle, { other }) => sealed(bundle, other),
    found: ['wrong-key'],
    says: /The certificate was signed by another key/,
  },
  {
    what: 'an edited payload under the old signature',
    forge: bundle =>
      change<Envelope>(bundle, 'attestation.dsse.json', envelope => ({
        ...envelope,
        payload: Buffer.from(JSON.stringify({ ...statementIn(bundle), note: 'edited' })).toString('base64'),
      })),
    found: ['edited-certificate'],
    says: /edited after signing/,
  },
  {
    what: 'an envelope that is none',
    forge: bundle => change<Envelope>(bundle, 'attestation.dsse.json', envelope => ({ ...envelope, payloadType: 'application/json' })),
    found: ['broken-envelope'],
    says: /attestation\.dsse\.json is broken: the DSSE envelope is none: payloadType/,
  },
  {
    what: 'an edited page',
    forge: bundle => {
      const path = join(bundle, 'report.html')
      writeFileSync(path, readFileSync(path, 'utf8').replace('FRM-05', 'FRM-06'))
    },
    found: ['edited-rendering'],
    says: /report\.html does not show the report that the recording gives/,
  },
  {
    what: 'another version of ssespec, with other requirements, which is no forgery',
    forge: (bundle, { own }) => {
      const older = { name: 'ssespec', version: '0.0.9' } as const
      recording(bundle, ([header = {}, ...lines]) => [{ ...header, tool: older }, ...lines])
      report(bundle, all => ({ ...all, tool: older, verdicts: all.verdicts.filter(({ id }) => id !== 'FRM-05') }))
      sealed(bundle, own, ({ predicate }) => {
        predicate.ssespec.tool = older
        predicate.passedTests = predicate.passedTests.filter(id => id !== 'FRM-05')
      })
    },
    found: ['other-version'],
    says: /The bundle was made by ssespec 0\.0\.9; this is .*Verify with ssespec 0\.0\.9 \(git tag v0\.0\.9\)/,
  },
]
