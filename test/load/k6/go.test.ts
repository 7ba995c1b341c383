import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'

const folder = new URL('../../../load/', import.meta.url).pathname
const go = (room: string, ...args: string[]) => spawnSync('go', args, { cwd: `${folder}${room}`, encoding: 'utf8' })

describe('the Go of load', function () {
  this.timeout(900_000) // it may have to fetch and compile k6

  before(function () {
    if (go('k6', 'version').status === 0) return
    console.log('      skipped: there is no Go; install Go 1.25 or newer from https://go.dev/dl')
    this.skip()
  })

  it('passes its own tests, under the race detector where there is a C compiler', () => {
    const race = spawnSync('cc', ['--version']).status === 0 ? ['-race'] : []
    const { status, stdout, stderr } = go('k6', 'test', ...race, './eventsource/...')
    assert.equal(status, 0, `${stdout}${stderr}`)
    assert.match(stdout, /eventsource\/eventstream/)
  })

  for (const room of ['k6', 'bench']) {
    it(`${room} is vetted and formatted`, () => {
      const { status, stderr } = go(room, 'vet', './...')
      assert.equal(status, 0, stderr)
      const { stdout } = spawnSync('gofmt', ['-l', '.'], { cwd: `${folder}${room}`, encoding: 'utf8' })
      assert.equal(stdout, '')
    })
  }
})
