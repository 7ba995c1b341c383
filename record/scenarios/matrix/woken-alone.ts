import type { Member } from '../../matrix/member.js'
import { scenario } from '../../scenario.js'
import { asStreams, bothHold } from './beside.js'

const WITHIN_MS = 2_500
const ALGORITHM = 'signed_curve25519'

const signedBy = ({ user_id, device_id }: Member) => ({ signatures: { [user_id]: { [`ed25519:${device_id}`]: 'a signature' } } })

/** SYN-14c, SYN-15d to SYN-15g: sections that belong to no room change one by one, while no timeline does. */
export const wokenAlone = scenario(
  'woken-alone',
  {
    says: 'Change a to-device message, an invite, presence, a device list and key counts one by one, and nothing else.',
    kind: 'publishing',
    needs: ['homeserver'],
  },
  async ({ open, home, publish, note, target, marker }) => {
    const { member: me, room } = await home()
    const { member: friend, room: theirs } = await home('friend')
    note('theirs', theirs)
    await friend.join(room)
    // Each device has its own queue and keys.
    const twin = await me.otherDevice()
    const stream = await open({ label: 'stream', client: 'client' })
    await stream.events(1)
    const pair = { stream, chain: twin.chain('client', asStreams(target)) }
    const begin = await publish('both are there')
    await Promise.all([stream.receives(begin), pair.chain.holds(begin.marker)])

    await friend.sendToDevice('org.ssespec.alone', { [me.user_id]: { '*': { text: `${marker} alone` } } })
    await bothHold(pair, `${marker} alone`, WITHIN_MS)
    await friend.setPresence('unavailable', `${marker} away`)
    await bothHold(pair, `${marker} away`, WITHIN_MS)
    await friend.invite(theirs, me.user_id)
    await bothHold(pair, theirs, WITHIN_MS)
    const { user_id, device_id } = friend
    const device_keys = { user_id, device_id, algorithms: [], keys: { [`ed25519:${device_id}`]: 'a key' }, ...signedBy(friend) }
    await friend.call('POST', '/keys/upload', { device_keys }, 'device-keys')
    await bothHold(pair, '"changed":["', WITHIN_MS)
    for (const member of [me, twin]) {
      const one_time_keys = { [`${ALGORITHM}:AAAAAQ`]: { key: 'one', ...signedBy(member) } }
      await member.call('POST', '/keys/upload', { one_time_keys }, 'one-time-keys')
    }
    await bothHold(pair, `"${ALGORITHM}":1`, WITHIN_MS)
  },
)
