import { strict as assert } from 'node:assert'
import { isUtf8 } from 'node:buffer'
import fc from 'fast-check'
import { readSyncResponse, withMessages } from '../../gateway/sync-response.js'
import { mutated, mutation, spliced, splices } from './mutations.js'
import { target } from './target.js'

const message = (number: number) => ({ type: 'm.room_key_request', sender: '@a:b', content: { number, text: 'é "\\ \u2028' } })
const SYNC = {
  next_batch: 's1_2',
  account_data: { events: [{ type: 'm.direct', content: {} }] },
  to_device: { events: [message(1), message(2), message(3)] },
  device_lists: { changed: ['@a:b'], left: [] },
  device_one_time_keys_count: { signed_curve25519: 50 },
  rooms: {
    join: { '!a:b': { timeline: { events: [{ event_id: '$1', content: { body: '{"to_device":{"events":[]}}' } }], limited: true } } },
  },
}

const parsed = (bytes: Buffer): unknown => {
  try {
    return isUtf8(bytes) ? JSON.parse(bytes.toString()) : undefined
  } catch {
    return undefined
  }
}

/** What the gateway takes is JSON, and stays JSON without some of its to-device messages. */
const staysJson = async (bytes: Buffer): Promise<void> => {
  const found = await readSyncResponse(bytes)
  if (found === undefined) return
  assert.notEqual(parsed(bytes), undefined)
  for (const kept of [found.to_device, found.to_device.slice(1), []]) assert.notEqual(parsed(withMessages(found, kept)), undefined)
}

/** Of a document that is a response, the gateway finds what JSON.parse finds. */
const isRead = async (document: unknown): Promise<void> => {
  const bytes = Buffer.from(JSON.stringify(document) ?? '')
  await staysJson(bytes)
  const found = await readSyncResponse(bytes)
  const { next_batch, to_device } = (document ?? {}) as Partial<typeof SYNC>
  if (found === undefined) return assert.notEqual(document, SYNC)
  assert.equal(found.next_batch, next_batch)
  const events = Array.isArray(to_device?.events) ? to_device.events : []
  assert.deepEqual(
    found.to_device.map(text => JSON.parse(text)),
    JSON.parse(JSON.stringify(events)),
  )
}

const changes = fc.array(mutation, { maxLength: 4 })

/** A homeserver that is broken or hostile: responses of `/sync` with anything in them. */
export const upstreamResponses = target('upstream: responses of /sync to the gateway', async () => ({
  property: fc.asyncProperty(changes, fc.option(splices, { nil: undefined }), async (mutations, bytes) => {
    const document = mutations.reduce<unknown>((so_far, one) => mutated(so_far, one), SYNC)
    await isRead(document)
    if (bytes !== undefined) await staysJson(spliced(Buffer.from(JSON.stringify(document) ?? ''), bytes))
  }),
}))
