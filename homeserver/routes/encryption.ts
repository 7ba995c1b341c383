/** "Send-to-Device messaging" and "End-to-End Encryption", as far as a server is involved. */

import { member, queryText, type Route, type UserCall, user } from '../call.js'
import { changedSince } from '../changes.js'
import { MatrixError, missingParam, notFound } from '../errors.js'
import { authenticateInteractively } from '../interactive.js'
import { objectIn, optionalObject } from '../json.js'
import { checkKeySize, claimKeys, crossSigningKeys, deviceKeys, deviceKeysChanged, oneTimeKeyCounts, uploadKeys } from '../keys.js'
import { shareRoom } from '../sync/look.js'
import { sendToDevice } from '../to-device.js'
import { tokenOf } from '../token.js'
import { once } from '../transactions.js'

const USAGES = ['master', 'self_signing', 'user_signing']

function keysQuery({ core, body, session }: UserCall): object {
  const asked = objectIn(body, 'device_keys')
  const { [session.user_id]: own } = asked
  return {
    device_keys: deviceKeys(core, asked),
    failures: {},
    master_keys: crossSigningKeys(core, asked, 'master'),
    self_signing_keys: crossSigningKeys(core, asked, 'self_signing'),
    // Users do not see whom others have verified.
    user_signing_keys: own === undefined ? {} : crossSigningKeys(core, { [session.user_id]: own }, 'user_signing'),
  }
}

/** Users whose keys changed between two batch tokens. The response extends to now, because anything newer is in the next sync too. */
function keysChanges({ core, user: account, query }: UserCall): object {
  const [from, to] = [queryText(query, 'from'), queryText(query, 'to')]
  if (from === undefined) throw missingParam('from')
  if (to !== undefined) tokenOf(core.store, to)
  const changed = changedSince(core.store.device_keys, tokenOf(core.store, from).position).filter(user_id => {
    const other = core.store.users.get(user_id)
    return other !== undefined && (other === account || shareRoom(core, account, other))
  })
  return { changed, left: [] }
}

function uploadCrossSigning({ core, user: account, body }: UserCall): object {
  const given = USAGES.flatMap(usage => {
    const key = optionalObject(body, `${usage}_key`)
    checkKeySize(key)
    return key === undefined ? [] : [[usage, key] as const]
  })
  // The first upload needs no password, so that a new client can do it by itself.
  if (Object.keys(account.cross_signing).length > 0) authenticateInteractively(core, body, 'm.login.password', account)
  account.cross_signing = { ...account.cross_signing, ...Object.fromEntries(given) }
  if (given.length > 0) deviceKeysChanged(core, account.user_id)
  return {}
}

export const encryptionRoutes: readonly Route[] = [
  user('PUT', '/v3/sendToDevice/{eventType}/{txnId}', call => {
    const { core, session, body, params } = call
    return once(call, `to-device\0${params.eventType}`, params.txnId, () => {
      sendToDevice(core, session.user_id, params.eventType, objectIn(body, 'messages'))
      return {}
    })
  }),
  user('POST', '/v3/keys/upload', ({ core, session, user: account, body }) => {
    const device = account.devices.get(session.device_id)
    if (device === undefined) throw notFound('there is no such device')
    uploadKeys(core, session, device, body)
    return { one_time_key_counts: oneTimeKeyCounts(device) }
  }),
  user('POST', '/v3/keys/query', keysQuery),
  user('POST', '/v3/keys/claim', ({ core, body }) => ({ one_time_keys: claimKeys(core, objectIn(body, 'one_time_keys')), failures: {} })),
  user('GET', '/v3/keys/changes', keysChanges),
  member('POST', '/v3/keys/device_signing/upload', uploadCrossSigning),
  user('GET', '/v3/room_keys/version', () => {
    throw new MatrixError(404, 'M_NOT_FOUND', 'there is no backup of keys')
  }),
]
