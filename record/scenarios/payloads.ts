import { scenario } from '../scenario.js'
import { delivers } from './delivers.js'

/** Payloads, by the name of their delivery. */
const payloads: Readonly<Record<string, string>> = {
  plain: 'plain {m}',
  'leading-space': '  two spaces {m}',
  'trailing-space': '{m} two spaces  ',
  tab: '\t{m}\ttabs\tbetween',
  'latin-1': '{m} caf\u00e9 \u00fcber',
  'many-bytes': '{m} \u20ac \u4f60\u597d \u{1f600} \u{1f468}\u200d\u{1f469}\u200d\u{1f467} e\u0301',
  colon: ': {m} begins like a comment',
  'field-like': 'id: forged-{m}',
}

/** FRM-07, FRM-25: payloads that careless servers alter, and that break no stream. */
export const payloadsScenario = scenario(
  'payloads',
  { says: 'Publish payloads that careless servers change.', kind: 'publishing', needs: ['endless', 'publish'] },
  async stage => {
    const { open, publish } = stage
    const stream = await open()
    await stream.head()
    if (!(await delivers(stage, stream))) return
    const publications = []
    for (const [name, text] of Object.entries(payloads)) publications.push(await publish(text, { case: name }))
    if (!(await stream.receives(await publish('the end')))) return
    // A server may deliver out of order, so what has not arrived yet gets extra time.
    for (const publication of publications) if (publication.answer.ok) await stream.receives(publication, 300)
  },
)
