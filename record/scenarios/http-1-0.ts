import { scenario } from '../scenario.js'

/** HTTP-05: an HTTP/1.0 client, which is what nginx is to its upstream by default. */
export const http10 = scenario(
  'http-1-0',
  { says: 'Request the stream over HTTP/1.0.', kind: 'quiet', needs: ['endless'] },
  async ({ open, wait }) => {
    const stream = await open({ label: 'HTTP/1.0', protocol: '1.0' })
    await stream.head()
    await wait(300)
  },
)
