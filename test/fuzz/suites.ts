import fc from 'fast-check'
import { documentFaults } from '../../schemas/index.js'
import { families } from '../../suites/index.js'
import { writtenOut } from '../../suites/written-out.js'
import { mutated, mutation } from './mutations.js'
import { isPlain, target } from './target.js'

/** A suite's faults are named, and its paths and names written out, or one sentence says why not. */
export const suites = target('suites: ours, with a place changed', async () => {
  const real = families()
  return {
    property: fc.asyncProperty(fc.constantFrom(...real), fc.array(mutation, { minLength: 1, maxLength: 3 }), async (family, changes) => {
      const spoilt = changes.reduce((document, change) => mutated(document, change), family as unknown)
      documentFaults('suite', spoilt)
      try {
        writtenOut(spoilt)
      } catch (error) {
        if (!isPlain(error, [Error])) throw error
      }
    }),
  }
})
