import { scenario } from '../../scenario.js'

/** RES-08: a user resumes with a stranger's token, after which new events happened. */
export const anotherUsersToken = scenario(
  'another-users-token',
  { says: "Resume with another user's token.", kind: 'publishing', needs: ['homeserver'] },
  async ({ open, probe, home, publish }) => {
    const { member: me } = await home()
    const { member: stranger } = await home('stranger')
    const channel = stranger.channel
    const theirs = await open({ as: stranger, label: 'stranger', client: 'stranger' })
    await theirs.receives(await publish('of the stranger', { channel }))
    const lastEventId = theirs.lastEventId
    await stranger.setAccountData('org.ssespec.canary', { channel })
    await stranger.sendToDevice('org.ssespec.canary', { [stranger.user_id]: { '*': { channel } } })
    await theirs.receives(await publish('of the stranger, later', { channel }))
    const mine = await probe('swapped', { as: me, client: 'swapped', ...(lastEventId === '' ? {} : { lastEventId }) })
    if (!(await mine.head()) || mine.status !== 200) return
    await mine.receives(await publish('of the user'))
  },
)
