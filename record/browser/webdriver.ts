import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { defined } from '../../schemas/index.js'
import type { Browser, EngineFound, Tab } from './engine.js'
import { type Owned, own, startScreen } from './processes.js'

const START_MS = 120_000
const CALL_MS = 180_000

/** A port that nothing is listening on. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

type Call = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<unknown>

/** Sends one command after the other, as WebDriver requires (W3C WebDriver §6). An error response rejects with its message. */
const createCall = (port: number): { call: Call; close: () => Promise<void> } => {
  const dispatcher = new Agent({ headersTimeout: CALL_MS, bodyTimeout: CALL_MS })
  const call: Call = async (method, path, body) => {
    const { statusCode, body: content } = await request(`http://127.0.0.1:${port}${path}`, {
      method,
      dispatcher,
      headers: { 'Content-Type': 'application/json; charset=utf-8' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const { value } = (await content.json()) as { value: unknown }
    if (statusCode === 200) return value
    const { message = '' } = (value ?? {}) as { message?: string }
    throw new Error(`WebDriver ${method} ${path}: ${statusCode} ${message}`)
  }
  return { call, close: () => dispatcher.destroy() }
}

const listens = async (call: Call): Promise<void> => {
  const late = performance.now() + START_MS
  for (;;) {
    try {
      await call('GET', '/status')
      return
    } catch (cause) {
      if (performance.now() > late) throw cause
      await pause(50)
    }
  }
}

// MiniBrowser is next to the library, in a folder whose name has the version and the machine's architecture.
const FOLDERS = ['/usr/lib', '/usr/libexec', '/usr/lib64']
const miniBrowser = (): string | undefined =>
  FOLDERS.filter(existsSync)
    .flatMap(folder => [folder, ...readdirSync(folder).map(name => join(folder, name))])
    .flatMap(folder => ['webkitgtk-6.0', 'webkit2gtk-4.1', 'webkit2gtk-4.0'].map(version => join(folder, version, 'MiniBrowser')))
    .find(existsSync)

const capabilities = () => {
  const binary = miniBrowser()
  return {
    acceptInsecureCerts: true,
    'webkitgtk:browserOptions': { args: ['--automation'], ...defined({ binary }) },
  }
}

interface Session {
  readonly path: string
  readonly version: string
}

const begin = async (call: Call): Promise<Session> => {
  const answer = (await call('POST', '/session', { capabilities: { alwaysMatch: capabilities() } })) as {
    sessionId: string
    capabilities: { browserVersion?: string }
  }
  return { path: `/session/${answer.sessionId}`, version: `WebKitGTK ${answer.capabilities.browserVersion ?? '(unknown version)'}` }
}

/** Commands run one after the other, because the current window belongs to the session. */
const createTurns = () => {
  let last: Promise<unknown> = Promise.resolve()
  return <Result>(work: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }
}

const createTabs = (call: Call, path: string) => {
  const turn = createTurns()
  const create = async (): Promise<string> => {
    // A window instead of a tab, because background tabs are hidden and slowed down.
    const { handle } = (await call('POST', `${path}/window/new`, { type: 'window' })) as { handle: string }
    await call('POST', `${path}/window`, { handle })
    return handle
  }
  const newTab = async (): Promise<Tab> => {
    const handle = await turn(create)
    const inWindow = <Result>(work: () => Promise<Result>): Promise<Result> =>
      turn(async () => {
        await call('POST', `${path}/window`, { handle })
        return work()
      })
    return {
      open: url => inWindow(async () => void (await call('POST', `${path}/url`, { url }))),
      run: expression => inWindow(() => call('POST', `${path}/execute/sync`, { script: `return ${expression}`, args: [] })),
      hide: () => inWindow(async () => void (await call('POST', `${path}/window/minimize`, {}))),
      show: () => inWindow(async () => void (await call('POST', `${path}/window/rect`, { width: 1000, height: 700 }))),
      // WebDriver has no command for this.
      onConsole: () => {},
      heard: async () => {},
    }
  }
  return { newTab, end: () => turn(async () => void (await call('DELETE', path))) }
}

/** Starts WebKitGTK through its WebDriver, on a virtual screen. Rejects if it does not start. */
export const launchByWebDriver = async ({ engine, executable }: EngineFound): Promise<Browser> => {
  const home = mkdtempSync(join(tmpdir(), 'ssespec-webkit-'))
  const owned: Owned[] = []
  const port = await freePort()
  const { call, close: hangUp } = createCall(port)
  const endAll = async () => {
    await hangUp()
    for (const one of owned.splice(0).reverse()) await one.end()
    rmSync(home, { recursive: true, force: true })
  }
  try {
    const screen = await startScreen()
    owned.push(screen)
    // Uses temporary caches and settings, and software rendering, because there is no real screen.
    const folders = { HOME: home, XDG_CACHE_HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home }
    const env = { ...process.env, ...folders, DISPLAY: screen.display, WAYLAND_DISPLAY: '', LIBGL_ALWAYS_SOFTWARE: '1' }
    owned.push(own(executable, [`--port=${port}`, '--host=127.0.0.1'], env))
    await listens(call)
    const { path, version } = await begin(call)
    const tabs = createTabs(call, path)
    return {
      engine,
      version,
      newTab: tabs.newTab,
      close: async () => {
        if (owned.length === 0) return
        await Promise.race([tabs.end().catch(() => {}), pause(3_000)])
        await endAll()
      },
    }
  } catch (cause) {
    await endAll()
    throw cause
  }
}
