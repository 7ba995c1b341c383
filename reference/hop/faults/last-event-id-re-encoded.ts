import type { HopFault } from '../fault.js'

export const lastEventIdReEncoded: HopFault = {
  name: 'last-event-id-re-encoded',
  breaks: ['HOP-23'],
  summary: 'Last-Event-ID is read as Latin-1 and written as UTF-8.',
  profile: 'hop',
  wrap: clean => ({
    request: forwarded =>
      clean.request({
        ...forwarded,
        fields: forwarded.fields.map(([name, value]) => [
          name,
          name.toLowerCase() === 'last-event-id' ? Buffer.from(value, 'utf8').toString('latin1') : value,
        ]),
      }),
  }),
}
