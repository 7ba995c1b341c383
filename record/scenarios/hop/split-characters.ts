import { scenario } from '../../scenario.js'

const PAUSE_MS = 3
const TEXT = Buffer.from('data: grün – 😀 – 日本語\r\nid: é\r\n\r\n')

/** HOP-10, HOP-11: an event with characters of several bytes and CRLF, byte by byte, then at once. */
export const hopSplitCharacters = scenario(
  'hop-split-characters',
  { says: 'Send an event through the hop byte by byte.', kind: 'publishing', needs: ['hop'] },
  async ({ through, wait }) => {
    const { client, origin } = await through('split')
    if (origin === undefined) return
    origin.head()
    await client.head()
    for (const byte of TEXT) {
      origin.write(Buffer.of(byte))
      await wait(PAUSE_MS)
    }
    await client.events(1)
    origin.write(TEXT)
    await client.events(2)
    origin.end()
    await client.ended()
  },
)
