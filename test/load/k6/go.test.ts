import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { needs } from '../../examples/needs.js'

const folder = new URL('../../../load/', import.meta.url).pathname
// Built as build.sh does: what it compiled is not compiled again.
const BUILT_ALIKE = { CGO_ENABLED: '0', GOFLAGS: '-trimpath' }
const go = (room: string, args: readonly string[], environment: NodeJS.ProcessEnv = BUILT_ALIKE) =>
  spawnSync('go', args, { cwd: `${folder}${room}`, encoding: 'utf8', env: { ...process.env, ...environment } })

describe('the Go of load', function () {
  this.timeout(900_000) // it may have to fetch and compile k6

  before(function () {
    needs(this, go('k6', ['version']).status === 0, 'Go 1.25 or newer (https://go.dev/dl)')
  })

  it('passes its own tests, under the race detector where there is a C compiler', () => {
    // Of those that have tests: none of them is made of k6, which takes minutes to compile for the detector.
    const tested = go('k6', ['list', '-f', '{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}', './...'])
    const race = spawnSync('cc', ['--version']).status === 0
    const packages = tested.stdout.split('\n').filter(name => name !== '')
    const { status, stdout, stderr } = go(
      'k6',
      ['test', ...(race ? ['-race'] : []), ...packages],
      race ? { CGO_ENABLED: '1' } : BUILT_ALIKE,
    )
    assert.equal(status, 0, `${stdout}${stderr}`)
    assert.match(stdout, /eventsource\/eventstream/)
  })

  for (const room of ['k6', 'bench']) {
    it(`${room} is vetted and formatted`, () => {
      const { status, stderr } = go(room, ['vet', './...'])
      assert.equal(status, 0, stderr)
      const { stdout } = spawnSync('gofmt', ['-l', '.'], { cwd: `${folder}${room}`, encoding: 'utf8' })
      assert.equal(stdout, '')
    })
  }
})
