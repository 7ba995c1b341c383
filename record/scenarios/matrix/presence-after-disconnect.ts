import { scenario } from '../../scenario.js'

const LOOKS = 60
const EVERY_MS = 1_000

/** LIF-02: the only stream of a user is cut; another user watches until that user is no longer online. */
export const presenceAfterDisconnect = scenario(
  'presence-after-disconnect',
  {
    says: 'Cut a stream and watch its user until it is no longer online.',
    kind: 'quiet',
    needs: ['homeserver'],
    window_ms: () => LOOKS * EVERY_MS,
    long: true,
  },
  async ({ open, home, wait }) => {
    const { member: me, room } = await home()
    const { member: friend } = await home('friend')
    await friend.join(room)
    const isOnline = async (label: string): Promise<boolean> => {
      const { text } = await friend.call('GET', `/presence/${encodeURIComponent(me.user_id)}/status`, undefined, label)
      return /"presence": *"online"/.test(text)
    }
    const stream = await open()
    await stream.events(1)
    for (let look = 0; look < 5 && !(await isOnline('while open')); look++) await wait(EVERY_MS)
    stream.cut()
    for (let look = 0; look < LOOKS && (await isOnline('after the cut')); look++) await wait(EVERY_MS)
  },
)
