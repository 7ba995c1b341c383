import { homeserverSubject, reach, startServedHomeserver } from '../../load/index.js'
import { urlOf } from '../consent.js'
import type { Subjects } from '../profiles.js'
import { streamOf } from './settings.js'

export const homeserverSubjects: Subjects = {
  urls: config => [config.url, streamOf(config).href, urlOf(config.hooks?.metrics)],
  served: async (workload, { config, targetOf, signal }) => startServedHomeserver(workload, url => targetOf({ ...config, url }), signal),
  at: async (config, workload, { targetOf, signal }) => {
    await reach(config.url)
    return homeserverSubject(targetOf(config), config, workload, signal)
  },
}
