import type { Fault } from '../fault.js'
import type { Field } from '../head.js'

export const corsStarWithCredentials: Fault = {
  name: 'cors-star-with-credentials',
  breaks: ['HTTP-31', 'BRW-08'],
  summary: '`Access-Control-Allow-Origin: *` is sent together with Access-Control-Allow-Credentials, which no browser accepts.',
  profile: 'sse',
  wrap: clean => ({
    cors: (exchange, kind) => {
      const others = clean.cors(exchange, kind).filter(([name]) => !/^access-control-allow-(origin|credentials)$/i.test(name))
      const both: Field[] = [
        ['Access-Control-Allow-Origin', '*'],
        ['Access-Control-Allow-Credentials', 'true'],
      ]
      return [...both, ...others]
    },
  }),
}
