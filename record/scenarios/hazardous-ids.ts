import { scenario } from '../scenario.js'
import { oneByOne } from './one-by-one.js'

const ids = {
  'with NUL': 'nul\u0000{m}',
  'with edge space': ' {m} ',
  'with LF': '{m}\ndata: forged-{m}',
  'with CR': '{m}\rdata: forged-{m}',
}

/** FRM-09b, FRM-12c, ID-04d: ids that careless servers write unescaped. */
export const hazardousIds = scenario(
  'hazardous-ids',
  {
    says: 'Publish events whose ids contain NUL, spaces at the edges and line breaks.',
    kind: 'hazardous',
    needs: ['endless', 'publish', 'id', 'id-with-breaks'],
  },
  stage => oneByOne(stage, Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, { text: name, id }]))),
)
