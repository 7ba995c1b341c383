import type { Fault } from '../../fault.js'

export const filterReflectedInHead: Fault = {
  name: 'filter-reflected-in-head',
  breaks: ['SEC-12c'],
  summary: 'A refused filter is copied into a response header, which fails when the value is not allowed in a header.',
  profile: 'matrix',
  wrap: clean => ({
    passRefusal: (exchange, refusal) => {
      const filter = exchange.query.get('filter')
      const isReadable = filter === null || filter.startsWith('{')
      clean.passRefusal(exchange, isReadable ? refusal : { ...refusal, fields: [...refusal.fields, ['X-Unknown-Filter', filter]] })
    },
  }),
}
