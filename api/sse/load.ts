import { reach, serverSubject, startServedSubject } from '../../load/index.js'
import { defined } from '../../schemas/index.js'
import { placed } from '../consent.js'
import type { Subjects } from '../profiles.js'

export const channelSubjects: Subjects = {
  served: async (workload, { processes, fault }) => startServedSubject(workload, { processes, ...defined({ fault }) }),
  at: async (config, workload) => {
    const subject = serverSubject(config, workload)
    await reach(placed(config.url))
    return subject
  },
}
