import { scenario } from '../scenario.js'
import { oneByOne } from './one-by-one.js'

const names = {
  lf: 'tick\ndata: forged-{m}\nid: forged-{m}',
  cr: 'tick\rdata: forged-{m}\rid: forged-{m}',
  crlf: 'tick\r\nid: forged-{m}\r\n\r\ndata: forged-{m}',
}

/** FRM-12, FRM-12b: event names with line breaks, on a channel with two clients. */
export const eventNameInjection = scenario(
  'event-name-injection',
  {
    says: 'Publish events whose names contain line breaks.',
    kind: 'hazardous',
    needs: ['endless', 'publish', 'event', 'event-with-breaks'],
  },
  stage =>
    oneByOne(stage, Object.fromEntries(Object.entries(names).map(([name, event]) => [name, { text: `named with ${name}`, event }])), [
      'client',
      'listener',
    ]),
)
