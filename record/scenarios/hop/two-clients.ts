import { scenario } from '../../scenario.js'

/** HOP-40, HOP-41: two users with the same URL, at the same time; and one after the other. */
export const hopTwoClients = scenario(
  'hop-two-clients',
  { says: 'Open streams of two users through the hop.', kind: 'quiet', needs: ['hop'] },
  async ({ through }) => {
    const of = async (user: string) => {
      const { client, origin } = await through(user, { keyIn: 'token' })
      if (origin === undefined) return
      origin.head({ 'Cache-Control': null })
      origin.write(`data: of ${user}\n\n`)
      await client.events(1)
      origin.end()
      await client.ended()
    }
    await Promise.all([of('alice'), of('bob')])
    await of('carol')
  },
)
