import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { parse } from 'yaml'
import { wants } from '../../examples/needs.js'

const folder = new URL('../../../load/', import.meta.url).pathname
const read = (file: string): string => readFileSync(`${folder}${file}`, 'utf8')
const manifest = parse(read('kubernetes/testrun.yaml'))
const environment: Record<string, string> = Object.fromEntries(
  manifest.spec.runner.env.map(({ name, value }: { name: string; value: string }) => [name, value]),
)

describe('the TestRun of k6-operator', () => {
  it("is valid by the operator's own schema", function () {
    const file = process.env.K6_OPERATOR_CRD
    const asked = 'the file K6_OPERATOR_CRD, config/crd/bases/k6.io_testruns.yaml of github.com/grafana/k6-operator'
    wants(this, file !== undefined, asked)
    const version = parse(readFileSync(file ?? '', 'utf8')).spec.versions.find(({ name }: { name: string }) => name === 'v1alpha1')
    // The API server drops fields that are not in the schema; here they are an error.
    const closed = JSON.parse(JSON.stringify(version.schema.openAPIV3Schema), (_, value) =>
      value?.properties && value.additionalProperties === undefined ? { ...value, additionalProperties: false } : value,
    )
    closed.properties.metadata = { type: 'object' }
    const validate = new Ajv2020({ strict: false, validateFormats: false, allErrors: true }).compile(closed)
    assert.ok(validate(manifest), JSON.stringify(validate.errors))
  })

  it('gives each pod one segment, and the script is in the image', () => {
    assert.equal(environment.SEGMENTS, String(manifest.spec.parallelism))
    const script = manifest.spec.script.localFile.replace(/^\/test\//, 'k6/scripts/')
    assert.ok(existsSync(`${folder}${script}`), script)
    assert.match(read('k6/Dockerfile'), /COPY scripts \/test\n/)
  })

  it('sets nothing that the scripts do not read', () => {
    const documented = `${read('k6/scripts/settings.js')}${read('k6/scripts/streams.js')}${read('k6/scripts/publish.js')}`
    for (const name of Object.keys(environment)) assert.match(documented, new RegExp(`^//.*\\b${name}\\b`, 'm'))
    for (const name of ['PUBLISH', 'SOURCES']) assert.doesNotThrow(() => JSON.parse(environment[name] ?? ''))
  })

  it('runs as the user of the image, who is not root', () => {
    const { runAsNonRoot, runAsUser } = manifest.spec.runner.securityContext
    assert.equal(runAsNonRoot, true)
    assert.match(read('k6/Dockerfile'), new RegExp(`^USER ${runAsUser}$`, 'm'))
  })
})
