/** Probes of the faults that pages meet. */

import type { Started } from '../started.js'
import { answered, field, type Probes, published, status, textOf } from './probe.js'

const ORIGIN = 'Origin: http://a.test'

/** The fields that the head of a stream has for a page of another origin. */
const allowed = async (started: Started, ...fields: string[]): Promise<string> =>
  field(await answered(started, { fields }), 'Access-Control-Allow-Origin')

const resuming = async (started: Started): Promise<string> => `Last-Event-ID: ${(await published(started, 'one'))[0]}`

export const browserProbes: Probes = {
  'no-cache-refused': { shows: async started => status(await answered(started, { fields: ['Cache-Control: no-cache'] })) === 403 },
  'refusal-as-a-stream': {
    options: { token: 't' },
    shows: async started => field(await answered(started, {}), 'Content-Type') === 'text/event-stream',
  },
  'reconnect-500': { shows: async started => status(await answered(started, { fields: [await resuming(started)] })) === 500 },
  'resumed-stream-without-cors': {
    shows: async started => (await allowed(started, ORIGIN)) !== '' && (await allowed(started, ORIGIN, await resuming(started))) === '',
  },
  'credentials-with-any-origin': { shows: async started => (await allowed(started, ORIGIN)) === '*' },
  'null-origin-refused': { shows: async started => (await allowed(started, 'Origin: null')) === '' },
  'events-sent-twice': { shows: async started => (await textOf(started, { data: 'one' })).split('data: one\n').length === 3 },
  'ids-padded': { shows: async started => /^id: \S+ $/m.test(await textOf(started, { data: 'one' })) },
}
