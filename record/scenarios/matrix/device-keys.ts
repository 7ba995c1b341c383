import type { Member } from '../../matrix/member.js'
import { scenario } from '../../scenario.js'
import { asStreams, bothTell } from './beside.js'

const ALGORITHM = 'signed_curve25519'

const deviceKeys = ({ user_id, device_id }: Member): object => ({
  user_id,
  device_id,
  algorithms: ['m.olm.v1.curve25519-aes-sha2'],
  keys: { [`curve25519:${device_id}`]: 'a key', [`ed25519:${device_id}`]: 'another key' },
  signatures: { [user_id]: { [`ed25519:${device_id}`]: 'a signature' } },
})

const signed = ({ user_id, device_id }: Member, key: string, more: object = {}): object => ({
  key,
  signatures: { [user_id]: { [`ed25519:${device_id}`]: 'a signature' } },
  ...more,
})

/** SYN-10, SYN-11: keys are uploaded and claimed, and the last shared room is left. */
export const deviceKeysScenario = scenario(
  'device-keys',
  { says: 'Upload and claim device keys, and leave a shared room.', kind: 'publishing', needs: ['homeserver'] },
  async ({ open, home, publish, target }) => {
    const { member: me, room } = await home()
    const { member: friend } = await home('friend')
    const upload = (member: Member, keys: object) => member.call('POST', '/keys/upload', keys, 'upload')
    await friend.join(room)
    // These keys exist before the stream opens, and an initial sync does not report them.
    await upload(friend, { device_keys: deviceKeys(friend) })
    const stream = await open({ label: 'stream', client: 'client' })
    await stream.events(1)
    // One-time keys belong to a device, so the chain uses the same one.
    const pair = { stream, chain: me.chain('client', asStreams(target)) }
    await bothTell(await publish('both are there'), pair)

    await upload(me, { device_keys: deviceKeys(me) })
    await upload(await friend.otherDevice(), {})
    await upload(friend, { device_keys: { ...deviceKeys(friend), algorithms: ['m.megolm.v1.aes-sha2'] } })
    await upload(me, {
      one_time_keys: { [`${ALGORITHM}:AAAAAQ`]: signed(me, 'one'), [`${ALGORITHM}:AAAAAg`]: signed(me, 'two') },
      fallback_keys: { [`${ALGORITHM}:AAAAAf`]: signed(me, 'fallback', { fallback: true }) },
    })
    await bothTell(await publish('uploaded'), pair)
    const claim = () => friend.call('POST', '/keys/claim', { one_time_keys: { [me.user_id]: { [me.device_id]: ALGORITHM } } }, 'claim')
    for (let times = 1; times <= 3; times++) await claim()
    await bothTell(await publish('claimed'), pair)
    await upload(me, {
      one_time_keys: { [`${ALGORITHM}:AAAAAw`]: signed(me, 'three') },
      fallback_keys: { [`${ALGORITHM}:AAAAAg`]: signed(me, 'another fallback', { fallback: true }) },
    })
    await friend.leave(room)
    await bothTell(await publish('the end'), pair)
  },
)
