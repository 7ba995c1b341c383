import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { removeFolders } from '../api/scratch.js'
import { fuzz, targets } from './index.js'
import { target } from './target.js'

/** In `npm test` little, with another seed each day; in `npm run test:all` two minutes in all. */
const SECONDS = process.env.SSESPEC_TURN === undefined ? 120 / targets.length : 3
const seed = Math.floor(Date.now() / 86_400_000)

describe('inputs that nobody wrote', () => {
  after(removeFolders)

  it('are told when one breaks what it is given to', async () => {
    const picky = target('picky', async () => ({ property: fc.asyncProperty(fc.nat(), async number => assert.ok(number < 1000)) }))
    const { broken = '' } = await fuzz(picky, 10, 1)
    assert.match(broken, /Counterexample: \[1000\]/)
  })

  for (const one of targets) {
    it(`${one.name}: none breaks it`, async function () {
      this.timeout(300_000)
      const { runs, broken } = await fuzz(one, SECONDS, seed)
      assert.equal(broken, undefined, broken)
      assert.ok(runs > 0)
    })
  }
})
