import assert from 'node:assert/strict'
import { type Device, PASSWORD, type Started, start, stopAll } from './started.js'

describe('accounts and answers of the homeserver', () => {
  let started: Started
  let alice: Device
  beforeEach(async () => {
    started = await start()
    alice = await started.register('alice')
  })
  afterEach(stopAll)

  const auth = { type: 'm.login.password', identifier: { type: 'm.id.user', user: 'alice' }, password: PASSWORD }

  it('registering asks for a stage, refuses bad and taken names, and may not log in', async () => {
    const asked = await started.ask({ method: 'POST', path: '/register', body: { username: 'bob', password: 'x' } })
    assert.deepEqual([asked.status, asked.json.flows], [401, [{ stages: ['m.login.dummy'] }]])
    const finish = { username: 'bob', password: 'x', inhibit_login: true, auth: { type: 'm.login.dummy', session: asked.json.session } }
    assert.deepEqual((await started.ask({ method: 'POST', path: '/register', body: finish })).json, { user_id: '@bob:reference.test' })
    const bad = { alice: 'M_USER_IN_USE', Alice: 'M_INVALID_USERNAME', 'a b': 'M_INVALID_USERNAME', '': 'M_INVALID_USERNAME' }
    for (const [username, errcode] of Object.entries({ ...bad, ['x'.repeat(250)]: 'M_INVALID_USERNAME' })) {
      const { status, json } = await started.ask({ method: 'POST', path: '/register', body: { username, password: 'x' } })
      assert.deepEqual([status, json.errcode], [400, errcode], username)
    }
    await stopAll()
    const closed = await start({ registration: 'none' })
    assert.equal((await closed.ask({ method: 'POST', path: '/register', body: finish })).json.errcode, 'M_FORBIDDEN')
  })

  it('guests may look around, but not make rooms', async () => {
    const { json } = await started.ask({ method: 'POST', path: '/register?kind=guest', body: {} })
    const whoami = await started.ask({ path: '/account/whoami', token: json.access_token })
    assert.equal(whoami.json.is_guest, true)
    const made = await started.ask({ method: 'POST', path: '/createRoom', token: json.access_token, body: {} })
    assert.deepEqual([made.status, made.json.errcode], [403, 'M_GUEST_ACCESS_FORBIDDEN'])
    const [open, closed] = [await alice.createRoom({ preset: 'public_chat' }), await alice.createRoom({ preset: 'public_chat' })]
    await alice.ok('PUT', `/rooms/${open}/state/m.room.guest_access`, { guest_access: 'can_join' })
    const join = async (room_id: string) =>
      (await started.ask({ method: 'POST', path: `/join/${room_id}`, token: json.access_token })).status
    assert.deepEqual([await join(open), await join(closed)], [200, 403])
  })

  it('a token stands in the Authorization field, whatever the case of its scheme, and never in the query', async () => {
    const status = async (authorization?: string, query = '') => {
      const headers: Record<string, string> = authorization === undefined ? {} : { authorization }
      const answer = await started.ask({ path: `/account/whoami${query}`, headers })
      return [answer.status, answer.json.errcode, answer.headers.get('www-authenticate')]
    }
    assert.deepEqual((await status(`bEaReR ${alice.access_token}`))[0], 200)
    assert.deepEqual(await status(), [401, 'M_MISSING_TOKEN', 'Bearer'])
    assert.deepEqual(await status(undefined, `?access_token=${alice.access_token}`), [401, 'M_MISSING_TOKEN', 'Bearer'])
    assert.deepEqual(await status(`Basic ${alice.access_token}`), [401, 'M_MISSING_TOKEN', 'Bearer'])
    assert.deepEqual(await status('Bearer nonsense'), [401, 'M_UNKNOWN_TOKEN', 'Bearer error="invalid_token"'])
  })

  it('devices are listed and named, and deleted only with the password', async () => {
    const other = await started.login('alice', 'OTHER')
    await alice.ok('PUT', '/devices/OTHER', { display_name: 'The other' })
    assert.equal((await alice.ok('GET', '/devices/OTHER')).display_name, 'The other')
    assert.deepEqual((await alice.ok('GET', '/devices')).devices.length, 2)
    const { status, json } = await alice.call('DELETE', '/devices/OTHER')
    assert.deepEqual([status, json.flows], [401, [{ stages: ['m.login.password'] }]])
    const wrong = await alice.call('DELETE', '/devices/OTHER', { auth: { ...auth, session: json.session, password: 'wrong' } })
    assert.deepEqual([wrong.status, wrong.json.errcode, wrong.json.session], [401, 'M_FORBIDDEN', json.session])
    await alice.ok('DELETE', '/devices/OTHER', { auth: { ...auth, session: json.session } })
    assert.equal((await other.call('GET', '/devices')).status, 401)
  })

  it('a new password ends the other devices, unless they are to stay, and the old one', async () => {
    const change = (logout_devices: boolean, password: string, new_password: string) =>
      alice.ok('POST', '/account/password', { auth: { ...auth, password }, new_password, logout_devices })
    const other = await started.login('alice')
    await change(false, PASSWORD, 'second')
    assert.equal((await other.call('GET', '/devices')).status, 200)
    await change(true, 'second', 'third')
    assert.equal((await other.call('GET', '/devices')).status, 401)
    assert.equal((await alice.call('GET', '/devices')).status, 200)
    await assert.rejects(started.login('alice'), /M_FORBIDDEN/)
  })

  it('too many wrong passwords are 429 with the time to wait', async () => {
    await stopAll()
    started = await start({ limits: { failed_logins: 2 } })
    await started.register('alice')
    const body = { type: 'm.login.password', identifier: { type: 'm.id.user', user: 'alice' }, password: 'wrong' }
    const tries = [1, 2, 3].map(() => started.ask({ method: 'POST', path: '/login', body }))
    const last = (await Promise.all(tries)).find(({ status }) => status === 429)
    assert.equal(last?.json.errcode, 'M_LIMIT_EXCEEDED')
    assert.ok(Number(last?.headers.get('retry-after')) >= 1 && last?.json.retry_after_ms > 0)
  })

  it('unknown paths are 404, other methods 405 with Allow, and every answer can be read by other origins', async () => {
    const [absent, method] = [await alice.call('GET', '/no/such/thing'), await alice.call('DELETE', '/sync')]
    assert.deepEqual([absent.status, absent.json.errcode], [404, 'M_UNRECOGNIZED'])
    assert.deepEqual([method.status, method.json.errcode, method.headers.get('allow')], [405, 'M_UNRECOGNIZED', 'GET, OPTIONS'])
    const preflight = await started.ask({ method: 'OPTIONS', path: '/sync' })
    const versions = await started.ask({ path: '/_matrix/client/versions' })
    for (const { headers, status } of [absent, method, preflight, versions]) {
      assert.equal(headers.get('access-control-allow-origin'), '*', String(status))
    }
    assert.ok(versions.json.versions.includes('v1.17'))
    assert.equal((await alice.call('GET', '/_matrix/client/r0/account/whoami')).status, 200)
  })

  it('no bad content, path or parameter is an error of the server', async () => {
    const room_id = await alice.createRoom()
    const event_id = await alice.say(room_id, 'x')
    const { routes } = await import('../../homeserver/routes/index.js')
    const values = [
      '%00',
      '%ff',
      '',
      '__proto__',
      'constructor',
      '{',
      encodeURIComponent(room_id),
      encodeURIComponent(event_id),
      alice.user_id,
    ]
    const bodies = ['', '{', '[]', '1', '"x"', 'null', '{"a":', '{"messages":{"@a:b":1},"device_keys":[],"one_time_keys":{"x":1}}', '\xff']
    bodies.push(
      '{"user_id":{},"membership":1,"type":[],"typing":"x","auth":[],"events":1,"displayname":{}}',
      '{"__proto__":{"x":1}}',
      '[[[',
    )
    let tried = 0
    for (const { method, path, access } of routes) {
      if (path.includes('logout') || path.endsWith('/sync') || path.includes('deactivate')) continue
      for (const [index, body] of bodies.entries()) {
        const value = values[(index + tried) % values.length] ?? ''
        const at = `/_matrix/client${path.replaceAll(/\{[^}]+\}/g, (_, offset) => (path.includes('{roomId}') && offset < 20 ? room_id : value))}`
        const asking = method === 'GET' ? {} : { body }
        const { status, json } = await started.ask({
          method,
          path: at,
          ...asking,
          ...(access !== 'anyone' && { token: alice.access_token }),
        })
        assert.ok(status < 500, `${method} ${at} ${body}: ${status} ${JSON.stringify(json)}`)
        if (status >= 400 && status !== 401) assert.equal(typeof json.errcode, 'string', `${method} ${at}`)
        tried += 1
      }
    }
  })

  it('what one user may keep here is bounded', async () => {
    await stopAll()
    started = await start({ limits: { account_data_bytes_per_user: 20_000, request_bytes: 90_000 } })
    alice = await started.register()
    const put = async (path: string, size: number) =>
      (await alice.call('PUT', path, { messages: { [alice.user_id]: { '*': { x: 'x'.repeat(size) } } } })).json
    const at = `/user/${alice.user_id}/account_data`
    assert.deepEqual([await put(`${at}/a`, 8_000), await put(`${at}/a`, 9_000)], [{}, {}])
    assert.equal((await put(`${at}/b`, 9_000)).errcode, 'M_TOO_LARGE')
    assert.equal((await put('/sendToDevice/x/1', 70_000)).errcode, 'M_TOO_LARGE')
    assert.equal((await put('/sendToDevice/x/2', 95_000)).errcode, 'M_TOO_LARGE')
    assert.deepEqual(await put('/sendToDevice/x/3', 60_000), {})
    const head = await fetch(`${started.reference.url}/_matrix/client/versions`, { method: 'HEAD' })
    assert.deepEqual([head.status, await head.text()], [200, ''])
  })

  it('answers what clients ask at their start', async () => {
    for (const path of [
      '/capabilities',
      '/pushrules/',
      '/voip/turnServer',
      '/thirdparty/protocols',
      '/pushers',
      '/_matrix/client/v1/media/config',
    ]) {
      await alice.ok('GET', path)
    }
    assert.equal((await alice.call('GET', '/room_keys/version')).json.errcode, 'M_NOT_FOUND')
    const rule = '/pushrules/global/override/mine'
    await alice.ok('PUT', rule, { actions: ['notify'], conditions: [] })
    await alice.ok('PUT', `${rule}/enabled`, { enabled: false })
    assert.equal((await alice.ok('GET', rule)).enabled, false)
    await alice.ok('DELETE', rule)
    assert.equal((await alice.call('GET', rule)).status, 404)
    assert.equal((await alice.call('DELETE', '/pushrules/global/override/.m.rule.master')).status, 400)
  })
})
