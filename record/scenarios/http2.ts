import { scenario } from '../scenario.js'

/** HTTP-18, HTTP-19: the stream over HTTP/2, with ALPN on https, with prior knowledge otherwise. */
export const http2 = scenario(
  'http2',
  { says: 'Request the stream over HTTP/2.', kind: 'publishing', alone: true, needs: ['endless'] },
  async ({ open, publish, target }) => {
    const stream = await open({ label: 'HTTP/2', client: 'HTTP/2', protocol: '2' })
    if (!(await stream.head(target.tolerance.head_ms * 2))) return
    const beside = await open({ label: 'HTTP/1.1', client: 'HTTP/1.1' })
    await beside.head()
    if (target.homeserver === undefined && target.hooks.publish === undefined) return
    for (const text of ['one', 'two']) {
      const publication = await publish(text)
      const received = await Promise.all([stream, beside].map(one => one.receives(publication, 2000)))
      if (!received.some(one => one)) return
    }
  },
)
