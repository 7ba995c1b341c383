import { scenario } from '../scenario.js'

/** HTTP-18, HTTP-19: the stream over HTTP/2, by ALPN on https, with prior knowledge else. */
export const http2 = scenario(
  'http2',
  { says: 'The stream is asked for in HTTP/2.', kind: 'publishing', alone: true, needs: ['endless'] },
  async ({ open, publish, target }) => {
    const stream = await open({ label: 'HTTP/2', protocol: '2' })
    if (!(await stream.head(target.tolerance.head_ms * 2)) || target.hooks.publish === undefined) return
    await stream.receives(await publish('one'), 2000)
    await stream.receives(await publish('two'), 2000)
  },
)
