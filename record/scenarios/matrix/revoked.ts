import { scenario } from '../../scenario.js'

// One heartbeat interval plus five seconds, and a moment for bytes in transit.
const CLOSES_WITHIN_MS = 6_500

/** SEC-06, SEC-07: four devices each have a stream and lose their tokens in four ways. Then an event is sent that they must not receive. */
export const revoked = scenario(
  'revoked',
  {
    says: 'Revoke tokens in four ways while their streams are open.',
    kind: 'publishing',
    needs: ['homeserver'],
    timed: true,
    window_ms: () => CLOSES_WITHIN_MS,
  },
  async ({ open, probe, home, note }) => {
    const { member: me, room } = await home()
    const { member: friend } = await home('friend')
    await friend.join(room)
    note('shared', room)
    const follow = async (label: string) => {
      const device = await me.otherDevice()
      const stream = await open({ as: device, label, client: label })
      await stream.events(1)
      return { label, device, stream }
    }
    const followers = await Promise.all(['logout', 'device-deleted', 'password-changed'].map(follow))
    const [first, second] = followers
    if (first === undefined || second === undefined) return
    await first.device.logout()
    await friend.say(room, 'said after logout')
    await me.deleteDevice(second.device.device_id, 'device-deleted')
    await friend.say(room, 'said after device-deleted')
    // It logs out every device except the caller, so the last way uses another one.
    await me.changePassword('password-changed')
    await friend.say(room, 'said after password-changed')
    followers.push(await follow('logout-all'))
    await me.call('POST', '/logout/all', {}, 'logout-all')
    await friend.say(room, 'said after logout-all')
    await Promise.all(followers.map(({ stream }) => stream.ended(CLOSES_WITHIN_MS)))
    const again = await Promise.all(followers.map(({ label, device }) => probe(`${label}, again`, { as: device })))
    await Promise.all(again.map(stream => stream.head()))
  },
)
