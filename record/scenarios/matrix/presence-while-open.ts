import type { Member } from '../../matrix/member.js'
import { scenario } from '../../scenario.js'
import type { Target } from '../../target.js'

const WITHIN_MS = 3_000
const PAUSE_MS = 100

/** If the run has the time, longer than a homeserver may take to notice that a client is gone. */
const window_ms = (target: Target): number => (target.quick ? 3_000 : 12_000)

/** SYN-07: the presence that a stream gives its user, as another user sees it. */
export const presenceWhileOpen = scenario(
  'presence-while-open',
  { says: 'Set presence by streams and read it as another user.', kind: 'quiet', needs: ['homeserver'], window_ms },
  async ({ open, home, wait, target }) => {
    const { member: me, room } = await home()
    const { member: friend } = await home('friend')
    await friend.join(room)
    const look = (who: Member, whom: Member, label: string) =>
      who.call('GET', `/presence/${encodeURIComponent(whom.user_id)}/status`, undefined, label)
    const watch = async (who: Member, whom: Member, label: string, presence: string) => {
      for (const until = performance.now() + WITHIN_MS; performance.now() < until; ) {
        if ((await look(who, whom, label)).text.replaceAll(' ', '').includes(`"presence":"${presence}"`)) return
        await wait(PAUSE_MS)
      }
    }
    await look(me, friend, 'before')
    const hidden = await open({ label: 'offline', as: friend, client: 'friend', query: { set_presence: 'offline' } })
    await hidden.events(1)
    await look(me, friend, 'while-offline')
    // The presence that /sync itself sets. Online comes last, here and below, because a homeserver may keep a user online for a while.
    await friend.sync({ timeout: '0', set_presence: 'unavailable' })
    await watch(me, friend, 'unavailable-by-sync', 'unavailable')
    await friend.sync({ timeout: '0', set_presence: 'online' })
    await watch(me, friend, 'by-sync', 'online')

    const away = await open({ label: 'unavailable', client: 'unavailable', query: { set_presence: 'unavailable' } })
    await away.events(1)
    await watch(friend, me, 'while-unavailable', 'unavailable')
    away.cut()
    const online = await open({ label: 'online', client: 'online', query: { set_presence: 'online' } })
    await online.events(1)
    await watch(friend, me, 'while-online', 'online')
    await wait(window_ms(target))
    await look(friend, me, 'later')
  },
)
