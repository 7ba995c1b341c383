import { strict as assert } from 'node:assert'
import { lint } from '../../api/index.js'

describe('captured bytes', () => {
  const judged = async (text: string, id: string) => {
    const { verdicts } = await lint([Buffer.from(text)])
    return verdicts.find(verdict => verdict.id === id) ?? assert.fail(id)
  }

  it('with a retry of hundreds of digits are judged by it: that is longer than an hour', async () => {
    const line = `retry: ${'9'.repeat(400)}`
    const { verdict, expected, actual, evidence } = await judged(`id: 1\ndata: a\n\n${line}\n\n`, 'LIF-05')
    assert.deepEqual([verdict, expected, actual], ['warn', 'the time in the retry field 1 is at most 3600000 ms', `${Number.MAX_VALUE} ms`])
    assert.deepEqual(
      evidence.map(({ offset, length }) => [offset, length]),
      [[15, line.length]],
    )
    assert.equal((await judged('retry: 5000\n\n', 'LIF-05')).verdict, 'pass')
  })

  it('that are none show nothing, and it says so', async () => {
    const { verdicts, conforms } = await lint([Buffer.alloc(0)])
    assert.deepEqual([conforms, [...new Set(verdicts.map(({ verdict }) => verdict))]], [false, ['skip']])
    assert.ok(verdicts.every(({ reason }) => reason?.startsWith('there is not one byte in the capture')))
  })
})
