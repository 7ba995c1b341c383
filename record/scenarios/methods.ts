import { scenario } from '../scenario.js'
import type { Target } from '../target.js'

const unsupported = ['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND']

/** The method that publishes to this same URL is allowed there. */
const publishes = (target: Target, method: string): boolean => {
  const hook = target.hooks.publish
  if (hook === undefined || !('url' in hook)) return false
  const path = (url: string) => new URL(url.replaceAll('{{channel}}', 'channel')).pathname
  return (hook.method ?? 'POST') === method && path(hook.url) === path(target.url)
}

/** HTTP-13: methods that a stream does not support. Some servers publish whatever is posted to any path, so the request is a hazard to other streams. */
export const methods = scenario(
  'methods',
  { says: 'Send methods that a stream does not support.', kind: 'hazardous', needs: ['endless'] },
  async ({ probe, target }) => {
    const used = unsupported.filter(method => !publishes(target, method))
    await Promise.all(
      used.map(async method => {
        const stream = await probe(method, { method, fields: { 'Content-Length': '0' } })
        await stream.head()
      }),
    )
  },
)
