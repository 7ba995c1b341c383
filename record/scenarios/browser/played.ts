import { playStatus, playStream, playType } from '../../browser/played.js'
import { scenario } from '../../scenario.js'

/** BRW-04c, BRW-04d, BRW-04f: how browsers handle responses that are not a stream. The relay sends them. */
export const browserPlayed = scenario(
  'browser-played',
  {
    says: 'Let the relay respond with 204, 500 and another type, at first and to a reconnect.',
    kind: 'browser',
    needs: ['endless', 'browsers'],
  },
  ({ inBrowsers }) =>
    inBrowsers(async ({ visit, source, relay }) => {
      const answers = { 'no-content': playStatus(204), 'server-error': playStatus(500), 'other-type': playType('text/html') }
      const quick = playStream('retry: 10\ndata: x\n\n')
      for (const [name, answer] of Object.entries(answers)) {
        relay.play(name, [answer, answer])
        relay.play(`${name}-later`, [quick, answer, answer])
      }
      await visit()
      const names = Object.keys(answers).flatMap(name => [name, `${name}-later`])
      const sources = []
      for (const name of names) sources.push(await source(name))
      await Promise.all(sources.map(one => one.ends()))
    }),
)
