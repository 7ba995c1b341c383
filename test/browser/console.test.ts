import { strict as assert } from 'node:assert'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createFleet } from '../../record/index.js'
import { needsBrowsers } from './judged.js'

const TIMES = 20

describe('what a browser says in its console', () => {
  const fleet = createFleet()
  let told = () => {}
  const server = createServer(({ url = '' }, response) => {
    if (url === '/page')
      return void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><link rel="icon" href="data:,">')
    if (url === '/told') told()
    response.writeHead(url === '/told' ? 200 : Number(url.slice(1))).end()
  })

  before(async function () {
    await needsBrowsers(this)
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  })
  after(async () => {
    await fleet.close()
    server.closeAllConnections()
    server.close()
  })

  // WebDriver has no word for the console of WebKit.
  for (const engine of ['chromium', 'firefox'] as const) {
    it(`is told before it is listened to no more: ${engine}`, async () => {
      const { port } = server.address() as AddressInfo
      await fleet.withTab(engine, async tab => {
        const said: string[] = []
        tab.onConsole(message => said.push(message))
        await tab.open(`http://127.0.0.1:${port}/page`)
        for (let status = 500; status < 500 + TIMES; status++) {
          const reported = new Promise<void>(resolve => {
            told = resolve
          })
          await tab.run(`void (new EventSource('/${status}').onerror = () => fetch('/told'))`)
          await reported
          await tab.heard()
          assert.ok(
            said.some(text => new RegExp(`(status of |/)${status}\\b`).test(text)),
            `${status}, and not in: ${said.join(' ')}`,
          )
        }
      })
    })
  }
})
