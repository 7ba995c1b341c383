import type { Run } from '../run-state.js'
import type { OpenOptions, Scenario, Stream } from '../scenario.js'
import { KEY } from './origin.js'
import type { OriginSide } from './origin-side.js'

/** One stream through the hop. */
export interface Crossing {
  readonly client: Stream
  /** Undefined if the request did not reach the origin in time. */
  readonly origin: OriginSide | undefined
}

export interface ThroughOptions extends OpenOptions {
  /** The origin knows the request by its token, because the URL is that of other streams too. */
  readonly keyIn?: 'token'
}

/** Opens a stream at the hop, and waits until its request has reached the origin. Both ends have the same label. */
export const createThrough = (run: Run, scenario: Scenario, marker: string, open: (options: OpenOptions) => Promise<Stream>) => {
  let count = 0
  return async (label: string, { keyIn, ...options }: ThroughOptions = {}): Promise<Crossing> => {
    const { origin, target } = run
    if (origin === undefined) throw new Error('this scenario needs a hop')
    count += 1
    const key = `${marker}-${count}.`
    const awaited = { scenario: scenario.name, label, client: label }
    const arriving = origin.request(key, awaited, run.vain.limit('headers', target.tolerance.wait_ms))
    const known: OpenOptions =
      keyIn === 'token' ? { fields: { Authorization: `Bearer ${key}`, ...options.fields } } : { query: { [KEY]: key, ...options.query } }
    const client = await open({ ...options, ...known, label, client: label })
    return { client, origin: await arriving }
  }
}
