import { scenario } from '../../scenario.js'
import { asStreams } from './beside.js'

const BAD: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'filter-not-json': { filter: '{"room":' },
  'filter-unknown': { filter: '987654321' },
  'filter-wrong-type': { filter: '{"room":[]}' },
  'filter-wrong-limit': { filter: '{"room":{"timeline":{"limit":"ten"}}}' },
  'full-state': { full_state: 'perhaps' },
  'set-presence': { set_presence: 'sideways' },
  'use-state-after': { use_state_after: 'perhaps' },
}

/** SYN-05, SYN-21: invalid parameters, sent to /sync and to the stream. */
export const badParameters = scenario(
  'bad-parameters',
  { says: 'Request the stream and /sync with invalid parameters.', kind: 'quiet', needs: ['homeserver'] },
  async ({ home, probe, target }) => {
    const { member } = await home()
    const ask = async ([label, query]: [string, Readonly<Record<string, string>>]) => {
      const asked = new URLSearchParams({ ...asStreams(target, query), timeout: '0' })
      await member.call('GET', `/sync?${asked}`, undefined, label)
      const stream = await probe(label, { query })
      await stream.head()
      if (stream.status !== 200) await stream.ended()
      stream.done()
    }
    await Promise.all(Object.entries(BAD).map(ask))
  },
)
