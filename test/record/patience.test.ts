import { strict as assert } from 'node:assert'
import { setTimeout as pause } from 'node:timers/promises'
import { createPulse, patiently } from '../../record/patience.js'

const since = (began: number): number => performance.now() - began

/** How long it was waited, milliseconds. */
const waited = (within_ms: number, lost: () => number): Promise<number> =>
  new Promise(resolve => {
    const began = performance.now()
    patiently(within_ms, lost, () => resolve(since(began)))
  })

describe('a patient wait', () => {
  it('is as long as was asked for where nothing is lost', async () => {
    assert.ok((await waited(40, () => 700)) >= 38)
  })

  it('has added what is lost meanwhile, and not what was lost before', async () => {
    let lost_ms = 5_000
    setTimeout(() => {
      lost_ms += 90
    }, 10)
    const whole_ms = await waited(60, () => lost_ms)
    assert.ok(whole_ms >= 148, `${whole_ms} ms`)
    assert.ok(whole_ms < 5_000, `${whole_ms} ms`)
  })

  it('ends where everything is lost, after four times as long', async () => {
    const began = performance.now()
    const whole_ms = await waited(50, () => 100 * since(began))
    assert.ok(whole_ms >= 198, `${whole_ms} ms`)
  })

  it('that is ended before its time never says that it is up', async () => {
    const end = patiently(20, () => 0, assert.fail)
    end()
    await pause(80)
  })
})

describe('a pulse', () => {
  it('loses what is longer than two beats, also before the next one comes', async () => {
    const { beat, lost } = createPulse(30)
    assert.equal(lost(), 0)
    beat()
    await pause(160)
    const before = lost()
    assert.ok(before >= 95, `${before} ms`)
    beat()
    const after = lost()
    assert.ok(after >= before)
    beat()
    assert.ok(lost() - after < 95)
  })

  it('that is stopped loses nothing more', async () => {
    const { beat, stop, lost } = createPulse(10)
    beat()
    stop()
    const before = lost()
    await pause(80)
    assert.equal(lost(), before)
  })
})
