import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHomeserver } from '../../homeserver/homeserver.js'
import { eventually } from '../reference/client.js'
import { start, stopAll } from './started.js'

describe('the state file of the homeserver', () => {
  let directory: string
  let state: string
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'ssespec-state-'))
    state = join(directory, 'state')
  })
  afterEach(async () => {
    await stopAll()
    rmSync(directory, { recursive: true })
  })

  it('carries access tokens, batch tokens, rooms and messages over a restart, and no token in clear', async () => {
    const first = await start({ state })
    const [alice, bob] = [await first.register('alice'), await first.register('bob')]
    const room_id = await alice.createRoom({ invite: [bob.user_id] })
    const { next_batch: since } = await alice.sync()
    await alice.say(room_id, 'kept')
    await bob.ok('PUT', '/sendToDevice/m.test/1', { messages: { [alice.user_id]: { '*': { n: 1 } } } })
    const before = await alice.sync({ since })
    await stopAll()
    assert.ok(!readFileSync(state, 'latin1').includes(alice.access_token))
    const second = await start({ state })
    const ask = (path: string) => second.ask({ path, token: alice.access_token })
    const after = (await ask(`/sync?since=${since}`)).json
    assert.equal(after.rooms.join[room_id].timeline.events[0].event_id, before.rooms.join[room_id].timeline.events[0].event_id)
    assert.deepEqual(after.to_device, before.to_device)
    const invited = await second.ask({ path: '/sync', token: bob.access_token })
    assert.ok(invited.json.rooms.invite[room_id])
    const sent = await second.ask({ method: 'PUT', path: `/rooms/${room_id}/send/m.x/9`, token: alice.access_token, body: {} })
    assert.equal(sent.status, 200)
    assert.equal((await ask(`/sync?since=${before.next_batch}`)).json.rooms.join[room_id].timeline.events[0].type, 'm.x')
  })

  it('is written soon after a change, without a stop', async () => {
    const started = await start({ state })
    await started.register('alice')
    await eventually(() => existsSync(state) && readFileSync(state, 'latin1').includes('@alice'))
  })

  it('a file that is broken, of another version or of another server is refused with what to do', async () => {
    const homeserver = createHomeserver({ state })
    await homeserver.stop()
    const good = readFileSync(state)
    const refused = (content: Buffer | string, message: RegExp, server_name = 'reference.test') => {
      writeFileSync(state, content)
      assert.throws(() => createHomeserver({ state, server_name }), message)
    }
    refused(good.subarray(0, -1), /damaged; put a copy in its place, or remove it/)
    refused('', /no state file of the reference homeserver; name another/)
    refused('{}\n', /no state file/)
    refused('ssespec-homeserver/0 x\n', /another version \(ssespec-homeserver\/0\); remove it/)
    refused(good, /is that of the server reference.test/, 'other.test')
    assert.throws(() => createHomeserver({ state: directory }), /could not be read/)
  })
})
