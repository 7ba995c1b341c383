import { strict as assert } from 'node:assert'
import { faults } from '../../reference/index.js'
import type { Report, Verdict } from '../../schemas/index.js'
import { requirementsOf } from '../../suites/index.js'
import { startWorkers } from './workers.js'

const AT_ONCE = 3
const EACH_MS = 120_000

const isOpen = ({ verdict }: Verdict): boolean => ['fail', 'warn', 'error', 'inconclusive'].includes(verdict)
const told = ({ id, verdict, expected, actual, reason }: Verdict): string =>
  `${id} ${verdict}: expected ${expected}, actual ${actual} ${reason ?? ''}`

describe('faults', function () {
  this.timeout(EACH_MS)
  const reports = new Map<string, Promise<Report>>()
  let workers = startWorkers(0)
  let clean: Promise<Report> | undefined

  before(() => {
    workers = startWorkers(AT_ONCE)
    clean = workers.judge({ fault: undefined, breaks: ['FRM-15', 'FRM-17', 'SEC-13', 'LIF-01'] })
    for (const { name, breaks } of faults) {
      const report = workers.judge({ fault: name, breaks })
      report.catch(() => {})
      reports.set(name, report)
    }
  })

  after(() => workers.stop())

  it('the clean reference passes everything that is judged', async () => {
    const report = await clean
    assert.ok(report)
    assert.deepEqual(report.verdicts.filter(isOpen).map(told), [])
    assert.ok(report.summary.pass > 100)
    assert.equal(report.conforms, true)
  })

  it('every MUST of the profile names a fault, and every fault a requirement', () => {
    const requirements = requirementsOf('sse')
    const names = new Map(faults.map(({ name, breaks }) => [name, breaks[0]]))
    const binding = requirements.filter(({ level }) => level.sse?.startsWith('MUST'))
    assert.deepEqual(
      binding.filter(({ fault }) => fault === undefined).map(({ id }) => id),
      [],
    )
    for (const { id, fault } of requirements) {
      if (fault !== undefined) assert.equal(names.get(fault), id, `${id} names ${fault}`)
    }
    const ids = new Set(requirements.map(({ id }) => id))
    assert.deepEqual(
      faults.flatMap(({ breaks }) => breaks).filter(id => !ids.has(id)),
      [],
    )
  })

  for (const { name, breaks } of faults) {
    it(`${name} is caught by ${breaks[0]}, and by nothing unrelated`, async () => {
      const report = await reports.get(name)
      const open = report?.verdicts.filter(isOpen) ?? []
      const own = open.find(({ id }) => id === breaks[0])
      assert.ok(own, `${breaks[0]} is not among ${open.map(told).join('\n')}`)
      assert.equal(own.verdict, own.level.startsWith('MUST') ? 'fail' : 'warn', told(own))
      if (own.verdict === 'fail') assert.ok(own.evidence.length > 0, 'a failure has evidence')
      assert.deepEqual(open.filter(({ id }) => !breaks.includes(id)).map(told), [])
    })
  }
})
