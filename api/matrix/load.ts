import { homeserverSubject, reach, startServedHomeserver } from '../../load/index.js'
import type { Subjects } from '../profiles.js'

export const homeserverSubjects: Subjects = {
  served: async (workload, { config, targetOf, signal }) => startServedHomeserver(workload, url => targetOf({ ...config, url }), signal),
  at: async (config, workload, { targetOf, signal }) => {
    await reach(config.url)
    return homeserverSubject(targetOf(config), config, workload, signal)
  },
}
