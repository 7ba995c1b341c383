import { reach, serverSubject, startServedSubject } from '../../load/index.js'
import { defined } from '../../schemas/index.js'
import { placed, urlOf } from '../consent.js'
import type { Subjects } from '../profiles.js'

export const channelSubjects: Subjects = {
  urls: ({ url, hooks = {}, load: transports = {} }) => [
    url,
    ...[hooks.publish, hooks.restart, hooks.metrics].map(urlOf),
    ...Object.values(transports).map(transport => transport.url),
  ],
  served: async (workload, { processes, fault }) => startServedSubject(workload, { processes, ...defined({ fault }) }),
  at: async (config, workload) => {
    const subject = serverSubject(config, workload)
    await reach(placed(config.url))
    return subject
  },
}
