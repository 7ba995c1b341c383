import { scenario } from '../scenario.js'
import { oneByOne } from './one-by-one.js'

/** FRM-20, FRM-20b: an empty payload is published between others, twice. */
export const emptyPayload = scenario(
  'empty-payload',
  { says: 'Publish an empty payload between others.', kind: 'hazardous', needs: ['endless', 'publish'] },
  stage => oneByOne(stage, { empty: { text: '' }, 'empty again': { text: '' } }),
)
