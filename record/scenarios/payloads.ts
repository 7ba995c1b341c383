import { scenario } from '../scenario.js'

/** What is published, by the name under which its delivery is judged. */
const payloads: Readonly<Record<string, string>> = {
  plain: 'plain {m}',
  lf: 'first {m}\nsecond',
  crlf: 'first {m}\r\nsecond',
  cr: 'first {m}\rsecond',
  'blank-lines': 'first {m}\n\n\nfourth',
  'trailing-newline': 'first {m}\n',
  'leading-space': '  two spaces {m}',
  'trailing-space': '{m} two spaces  ',
  tab: '\t{m}\ttabs\tbetween',
  'unicode-separators': '{m} next\u0085line\u2028separator\u2029end',
  'vt-ff': '{m} vertical\u000btab form\u000cfeed',
  controls: '{m} \u0001\u0002\u0007\u0008\u001b\u001f\u007f end',
  'latin-1': '{m} caf\u00e9 \u00fcber',
  'many-bytes': '{m} \u20ac \u4f60\u597d \u{1f600} \u{1f468}\u200d\u{1f469}\u200d\u{1f467} e\u0301',
  colon: ': {m} begins like a comment',
  'field-like': 'id: forged-{m}',
  'forging-lf': '{m}\n\nid: forged-lf-{m}\ndata: forged-lf-{m}\n\n',
  'forging-cr': '{m}\rid: forged-cr-{m}\rdata: forged-cr-{m}\r\r',
}

/** FRM-05 to FRM-07, FRM-18, FRM-19, FRM-25, SEC-11: payloads that careless servers change. */
export const payloadsScenario = scenario(
  'payloads',
  { says: 'Payloads that careless servers change are published.', kind: 'publishing', needs: ['endless', 'publish'] },
  async ({ open, publish }) => {
    const stream = await open()
    await stream.head()
    const publications = []
    for (const [name, text] of Object.entries(payloads)) publications.push(await publish(text, { case: name }))
    const last = await publish('the end')
    await stream.receives(last)
    // A server may deliver out of order; what has not come now has a moment more.
    for (const publication of publications) if (publication.answer.ok) await stream.receives(publication, 300)
  },
)
