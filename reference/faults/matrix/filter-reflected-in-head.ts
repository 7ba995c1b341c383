import type { Fault } from '../../fault.js'

export const filterReflectedInHead: Fault = {
  name: 'filter-reflected-in-head',
  breaks: ['SEC-12c'],
  summary: 'A filter that is refused is told in a field of the answer, which breaks where no field can hold it.',
  profile: 'matrix',
  wrap: clean => ({
    passRefusal: (exchange, refusal) => {
      const filter = exchange.query.get('filter')
      const isReadable = filter === null || filter.startsWith('{')
      clean.passRefusal(exchange, isReadable ? refusal : { ...refusal, fields: [...refusal.fields, ['X-Unknown-Filter', filter]] })
    },
  }),
}
