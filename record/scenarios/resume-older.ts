import { scenario } from '../scenario.js'

/** RES-13, ID-05: a client resumes from an id that is not the latest. */
export const resumeOlder = scenario(
  'resume-older',
  { says: 'Resume from an id that is not the latest.', kind: 'publishing', alone: true, needs: ['endless', 'publish'] },
  async ({ open, publish }) => {
    const first = await open()
    await first.head()
    await publish('one')
    const two = await publish('two')
    await publish('three')
    await publish('four')
    if (!(await first.receives(await publish('five')))) return
    const lastEventId = first.idOf(two)
    first.cut()
    const second = await open({ label: 'rewound', client: 'rewound', ...(lastEventId ? { lastEventId } : {}) })
    await second.head()
    await second.receives(await publish('six'))
  },
)
