import { strict as assert } from 'node:assert'
import { readFileSync } from 'node:fs'
import { addedCounters, PROCESS_COUNTERS, RUN_COUNTERS } from '../../load/counters.js'
import { figuresOf, spreadsOf } from '../../load/figures.js'
import { rowsOf } from '../../reports/load/figure-words.js'
import type { Measurement } from '../../schemas/index.js'
import { loadOf, transport } from './results.js'

const source = new URL('../../load/k6/eventsource/tally/counters.go', import.meta.url)

/** `requests`, `deliveries.repeated`, … */
const namesIn = (counters: object): string[] =>
  Object.entries(counters).flatMap(([name, zero]) => (typeof zero === 'number' ? name : Object.keys(zero).map(one => `${name}.${one}`)))

/** What a process has without counting it. */
const STATES = ['connections.requested', 'connections.held', 'cpu_s', 'rss_bytes']

/** Counters that no report shows. Bytes are shown as the timeline has them, for the measured time only. */
const NOT_SHOWN = ['connections.cut', 'connections.resumed', 'bytes.sent', 'bytes.received']

const { measured: some, runs } = transport()
const measured: Measurement = { ...some, requests: 100 }

const rowsWith = (changed: Measurement) => {
  const [run] = runs
  assert.ok(run)
  const figures = figuresOf({ measured: changed, window: run.window, clients: 10, whole_client_s: 40, unanswered: 0 })
  return rowsOf(loadOf([transport({ measured: changed, figures: spreadsOf([figures]) })]))
}

const withMore = (path: string): Measurement => {
  const [name = '', inner] = path.split('.')
  return { ...measured, [name]: inner === undefined ? 1000 : { ...(measured[name] as object), [inner]: 1000 } }
}

describe('the counters of load', () => {
  it('those that k6 counts are those that are merged', () => {
    const declared = readFileSync(source, 'utf8').matchAll(/= counter\("(\w*)", "(\w+)"/g)
    const counted = [...declared].map(([, group, name]) => [group, name].filter(Boolean).join('.'))
    assert.deepEqual([...counted, ...STATES].sort(), namesIn(PROCESS_COUNTERS).sort())
  })

  it('each is a row of the report or changes one, but those that are named here', () => {
    const before = rowsWith(measured)
    const unseen = namesIn(RUN_COUNTERS).filter(path => JSON.stringify(rowsWith(withMore(path))) === JSON.stringify(before))
    assert.deepEqual(unseen, NOT_SHOWN)
  })

  it('are added by name, and nothing else is taken', () => {
    const part = { lost: 1, bytes: { sent: 2, received: 3 }, format: 'x' }
    assert.deepEqual(addedCounters({ lost: 0, bytes: { sent: 0 } }, [part, part]), { lost: 2, bytes: { sent: 4 } })
    assert.deepEqual(addedCounters({ lost: 0, bytes: { sent: 0 } }, []), { lost: 0, bytes: { sent: 0 } })
  })
})
