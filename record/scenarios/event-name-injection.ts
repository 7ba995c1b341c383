import { scenario } from '../scenario.js'

const names = {
  lf: 'tick\ndata: forged-{m}\nid: forged-{m}',
  cr: 'tick\rdata: forged-{m}\rid: forged-{m}',
  crlf: 'tick\r\nid: forged-{m}\r\n\r\ndata: forged-{m}',
}

/** FRM-12: event names with line breaks, on a channel that two clients listen to. */
export const eventNameInjection = scenario(
  'event-name-injection',
  {
    says: 'Events whose names hold line breaks are published.',
    kind: 'publishing',
    needs: ['endless', 'publish', 'event', 'event-with-breaks'],
  },
  async ({ open, publish }) => {
    const first = await open()
    const second = await open({ client: 'listener' })
    await Promise.all([first.head(), second.head()])
    await publish('before')
    for (const [name, event] of Object.entries(names)) await publish(`named with ${name}`, { event })
    const after = await publish('after')
    await Promise.all([first.receives(after), second.receives(after)])
  },
)
