import { scenario } from '../scenario.js'
import { oneByOne } from './one-by-one.js'

/** Payloads, by the name of their delivery. */
const payloads: Readonly<Record<string, string>> = {
  lf: 'first {m}\nsecond',
  crlf: 'first {m}\r\nsecond',
  cr: 'first {m}\rsecond',
  'blank-lines': 'first {m}\n\n\nfourth',
  'trailing-newline': 'first {m}\n',
  'unicode-separators': '{m} next\u0085line\u2028separator\u2029end',
  'vt-ff': '{m} vertical\u000btab form\u000cfeed',
  controls: '{m} \u0001\u0002\u0007\u0008\u001b\u001c\u001d\u001e\u001f\u007f end',
  nul: '{m} before\u0000after',
  'forging-lf': '{m}\n\nid: forged-lf-{m}\ndata: forged-lf-{m}\n\n',
  'forging-cr': '{m}\rid: forged-cr-{m}\rdata: forged-cr-{m}\r\r',
}

/** FRM-05, FRM-06, FRM-18, FRM-19, FRM-29, SEC-11: payloads with line breaks and control characters, which forge fields and end streams. */
export const hazardousPayloads = scenario(
  'hazardous-payloads',
  {
    says: 'Publish payloads with line breaks and control characters, one at a time.',
    kind: 'hazardous',
    needs: ['endless', 'publish'],
  },
  stage => oneByOne(stage, Object.fromEntries(Object.entries(payloads).map(([name, text]) => [name, { text }]))),
)
