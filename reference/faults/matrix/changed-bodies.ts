/** Changes the bodies of messages on their way to the stream. */

import type { Parts } from '../../parts.js'
import { changedChains } from './changed-chains.js'

export function changedBodies(change: (body: string) => string): (clean: Parts) => Partial<Parts> {
  return clean =>
    changedChains(clean, ({ rooms }) => {
      const events = Object.values(rooms?.join ?? {}).flatMap(({ timeline }) => timeline?.events ?? [])
      for (const { content } of events) if (typeof content?.body === 'string') content.body = change(content.body)
    })
}
