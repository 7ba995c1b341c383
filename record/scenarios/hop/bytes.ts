import { type Stage, scenario } from '../../scenario.js'

const PAUSE_MS = 3
const CHARACTERS = Buffer.from('data: grün – 😀 – 日本語\n\n')
const LINES = Buffer.from('\ufeff: comment\r\nid: é\rdata:  first \ndata\r\nretry: 1000\r\n\r\ndata: last\n\n')

/** HOP-11: an event with characters of several bytes, byte by byte. */
const characters = async ({ through, wait }: Stage): Promise<void> => {
  const { client, origin } = await through('characters')
  if (origin === undefined) return
  origin.head()
  await client.head()
  for (const byte of CHARACTERS) {
    origin.write(Buffer.of(byte))
    await wait(PAUSE_MS)
  }
  origin.end()
  await client.ended()
}

/** HOP-10: every spelling of lines that an event stream may have. */
const lines = async ({ through }: Stage): Promise<void> => {
  const { client, origin } = await through('lines')
  if (origin === undefined) return
  origin.head()
  await client.head()
  origin.write(LINES)
  origin.end()
  await client.ended()
}

export const hopBytes = scenario(
  'hop-bytes',
  { says: 'Send events through the hop: byte by byte, and with every kind of line.', kind: 'publishing', needs: ['hop'] },
  async stage => {
    await Promise.all([characters(stage), lines(stage)])
  },
)
