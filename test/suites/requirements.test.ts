import { strict as assert } from 'node:assert'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { scenarios } from '../../record/index.js'
import { faults } from '../../reference/index.js'
import { type Profile, packageRoot, profileNames, validated } from '../../schemas/index.js'
import { families, faultOf, requirementsOf } from '../../suites/index.js'

const room = join(packageRoot, 'suites')
const files = profileNames.flatMap(folder =>
  readdirSync(join(room, folder))
    .filter(file => file.endsWith('.json'))
    .map(file => join(folder, file)),
)
const suiteIn = (file: string) => validated('suite', JSON.parse(readFileSync(join(room, file), 'utf8')), file)
const all = families().flatMap(({ requirements }) => requirements)
const OBSERVED = new Set(['run', 'reach', ...scenarios.map(({ name }) => name)])

describe('the suites', () => {
  for (const file of files) {
    it(`${file} is valid, and its ids are of its family, once each and in order`, () => {
      const { family, requirements } = suiteIn(file)
      const ids = requirements.map(({ id }) => id)
      assert.ok(ids.length > 0)
      assert.deepEqual(
        ids.filter(id => !id.startsWith(`${family}-`)),
        [],
      )
      assert.deepEqual(ids, [...new Set(ids)].sort())
    })
  }

  it('have readings that are valid', () => {
    validated('readings', JSON.parse(readFileSync(join(room, 'readings', 'msc2108.json'), 'utf8')), 'readings')
  })

  it('hold schemas that are schemas, which judging takes for granted', () => {
    const ajv = new Ajv2020({ $data: true, strictTypes: false, strictRequired: false })
    for (const { id, applies, given, strict, lenient } of all) {
      for (const schema of [applies, given, strict, lenient]) {
        assert.ok(schema === undefined || ajv.validateSchema(schema) === true, `${id}: ${ajv.errorsText()}`)
      }
    }
  })

  it('have at least 70 requirements in the profile sse, and none twice', () => {
    const ids = requirementsOf('sse').map(({ id }) => id)
    assert.ok(ids.length >= 70, `${ids.length}`)
    assert.equal(new Set(all.map(({ id }) => id)).size, all.length)
  })

  it('have every family once, in the order of reports', () => {
    assert.deepEqual(
      families().map(({ family }) => family),
      ['HTTP', 'FRM', 'ID', 'RES', 'HB', 'SYN', 'SEC', 'LIF', 'BRW', 'HOP'],
    )
  })
})

describe('a requirement', () => {
  const without = (holds: (requirement: (typeof all)[number]) => boolean) => all.filter(one => !holds(one)).map(({ id }) => id)
  const says = (text: string | undefined) => text !== undefined && text.trim().length > 10

  it('is judged on a scenario that is recorded, or on the run', () => {
    assert.deepEqual(
      without(({ scenario }) => OBSERVED.has(scenario)),
      [],
    )
  })

  const everywhere = (holds: (requirement: (typeof all)[number], profile: Profile) => boolean) =>
    profileNames.flatMap(profile => requirementsOf(profile).flatMap(one => (holds(one, profile) ? [] : [`${one.id} in ${profile}`])))

  it('names a fault of the reference, where it is a MUST', () => {
    const known = new Set(faults.map(({ name }) => name))
    assert.deepEqual(
      everywhere((one, profile) => {
        const fault = faultOf(one, profile)
        return fault === undefined ? one.level[profile]?.startsWith('MUST') !== true : known.has(fault)
      }),
      [],
    )
  })

  it('rests on a sentence or on integrity, where it is a MUST of a profile without a proposal', () => {
    assert.deepEqual(
      without(({ level, basis }) => basis !== 'practice' || ![level.sse, level.hop].some(one => one?.startsWith('MUST'))),
      [],
    )
  })

  it('is what the fault that it names breaks', () => {
    const breaks = new Map(faults.map(fault => [fault.name, fault.breaks]))
    assert.deepEqual(
      everywhere((one, profile) => {
        const fault = faultOf(one, profile)
        return fault === undefined || breaks.get(fault)?.includes(one.id) === true
      }),
      [],
    )
  })

  it('has words for its applies, its given and its lenient reading, and only where it has those', () => {
    assert.deepEqual(
      without(
        one => (one.applies === undefined) === (one.applies_when === undefined) && (one.applies === undefined || says(one.applies_when)),
      ),
      [],
    )
    assert.deepEqual(
      without(one => (one.given === undefined) === (one.given_when === undefined) && (one.given === undefined || says(one.given_when))),
      [],
    )
    assert.deepEqual(
      without(
        one =>
          (one.lenient === undefined) === (one.lenient_reading === undefined) && (one.lenient === undefined || says(one.lenient_reading)),
      ),
      [],
    )
  })

  it('says what it catches, what to do, and which clause of which document asks for it', () => {
    assert.deepEqual(
      without(
        one =>
          says(one.requirement) &&
          (says(one.catches) || Object.values(one.level).includes('MAY')) &&
          says(one.remedy) &&
          one.source.every(source => source.clause !== '' && says(source.says)),
      ),
      [],
    )
  })
})
