import type { Fault } from '../fault.js'

export const payloadForgesFields: Fault = {
  name: 'payload-forges-fields',
  breaks: ['SEC-11', 'FRM-05d', 'FRM-11'],
  summary: 'From its first blank line on, a payload is written as is, so its publisher can write fields and events of its own.',
  profile: 'sse',
  wrap: clean => ({
    dataFields: (payload, server) => {
      const blank = /\r\n\r\n|\n\n|\r\r/.exec(payload)
      if (blank === null) return clean.dataFields(payload, server)
      return [...clean.dataFields(payload.slice(0, blank.index), server), '', payload.slice(blank.index + blank[0].length)]
    },
  }),
}
