import { strict as assert } from 'node:assert'
import { commandLine, ssespec, startProgram } from './ssespec.js'

describe('ssespec doctor', () => {
  it('says on one line each what it looked at; exits with 0 where nothing is missing, else with 4 and says how to get it', async () => {
    const { code, out, err } = await ssespec(['doctor'])
    assert.equal(err, '')
    const lines = out.trimEnd().split('\n')
    for (const subject of [/^. Node 2\d\.\d+\.\d+/, /^. open files: /, /^. timers late by at most [\d.]+ ms in a second/]) {
      assert.equal(lines.filter(line => subject.test(line)).length, 1, `${subject} in ${out}`)
    }
    for (const line of lines) assert.match(line, /^(✓ |[✗-] .+: .+)/)
    assert.equal(code, lines.some(line => line.startsWith('✗')) ? 4 : 0)
  })

  it('names each browser of ssespec browser, and how to install one that is not there; that alone is no failure', async () => {
    const { out } = await ssespec(['doctor'], { environment: { SSESPEC_FIREFOX: '/nowhere/firefox' } })
    for (const engine of ['chromium', 'webkit']) assert.match(out, new RegExp(`^(✓ ${engine}$|- ${engine}: .+ install)`, 'm'))
    assert.match(out, /^- firefox: SSESPEC_FIREFOX names \/nowhere\/firefox, which does not exist$/m)
  })

  it('says how to raise a limit of open files that is too low, and ends with 4', async () => {
    const line = ['-c', 'ulimit -n 256; exec "$0" "$@"', process.execPath, ...commandLine(['doctor'])]
    const { code, out } = await startProgram('sh', line).ended
    assert.match(out, /^✗ open files: 256: raise the limit: ulimit -n 4096$/m)
    assert.equal(code, 4)
  })
})
