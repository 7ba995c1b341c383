import { scenario } from '../../scenario.js'
import { asStreams, bothHold, bothTell } from './beside.js'

const LAZY = { lazy_load_members: true }
const FILTER = JSON.stringify({ room: { state: LAZY, timeline: { ...LAZY, limit: 3 } } })
const SPOKEN_BEFORE = 5

/** SYN-20: members are lazy-loaded, and one sends a first message while the stream is open. */
export const lazyMembers = scenario(
  'lazy-members',
  { says: 'Load members lazily and let a silent one speak.', kind: 'publishing', needs: ['homeserver'] },
  async ({ open, home, publish, note, target, marker }) => {
    const { member: me, room } = await home()
    const { member: friend } = await home('friend')
    note('own', room)
    await friend.join(room)
    for (let number = 1; number <= SPOKEN_BEFORE; number++) await me.say(room, `before ${number}`)
    // A homeserver may remember which members it has sent to a device.
    const twin = await me.otherDevice()
    const stream = await open({ label: 'stream', client: 'client', query: { filter: FILTER } })
    await stream.events(1)
    const pair = { stream, chain: twin.chain('client', asStreams(target, { filter: FILTER })) }
    await bothTell(await publish('both are there'), pair)
    await friend.say(room, `the first word ${marker}`)
    await bothHold(pair, `the first word ${marker}`)
    await friend.say(room, `another word ${marker}`)
    await bothHold(pair, `another word ${marker}`)
    await bothTell(await publish('the end'), pair)
  },
)
