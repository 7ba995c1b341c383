/** The control listener, on loopback only, through which a test stops, restarts and breaks the server. */

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Life } from './life.js'

export interface Control {
  readonly url: string
  stop(): Promise<void>
}

export async function startControl(life: Life): Promise<Control> {
  const deeds: Record<string, () => Promise<void>> = { '/stop': life.stop, '/restart': life.restart, '/fail': life.fail }
  const server = createServer((request, response) => {
    const say = (status: number, content: object, fields: Record<string, string> = {}) =>
      response.writeHead(status, { 'Content-Type': 'application/json', ...fields }).end(`${JSON.stringify(content)}\n`)
    const path = request.url ?? '/'
    const deed = Object.hasOwn(deeds, path) ? deeds[path] : undefined
    if (deed === undefined) say(404, { error: 'there are /stop, /restart and /fail' })
    else if (request.method !== 'POST') say(405, { error: 'POST it' }, { Allow: 'POST' })
    else
      deed().then(
        () => say(200, { done: path.slice(1) }),
        (error: Error) => say(500, { error: error.message }),
      )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
