import { strict as assert } from 'node:assert'
import { readWorkload } from '../../load/index.js'
import { isRoute } from '../../load/subject.js'
import { serverSubject } from '../../load/subjects/server.js'

const workload = readWorkload('chat', { connections: 4 })
const url = 'https://me:secret@events.example/stream?key=secret&c={{channel}}'
const publish = {
  url: 'https://events.example/publish/{{channel}}',
  body: { data: '{{data}}', event: '{{event}}', text: 'of {{channel}}' },
}

describe('a server of event streams, as load drives it', () => {
  it('has a stream a channel, with the token in a field and not in the result', () => {
    const subject = serverSubject({ url, token: 'secret', hooks: { publish } }, { ...workload, fanout: 2 })
    const route = subject.route('sse')
    assert.ok(isRoute(route))
    assert.deepEqual(
      route.accounts.map(account => [new URL(account.url).searchParams.get('c'), account.headers?.Authorization]),
      [
        ['s0', 'Bearer secret'],
        ['s1', 'Bearer secret'],
      ],
    )
    assert.equal(subject.told.url, 'https://events.example/stream')
  })

  it('is published to by the hook of check, and what only check publishes is left out', () => {
    const subject = serverSubject({ url, hooks: { publish } }, workload)
    assert.deepEqual(subject.publish, {
      url: 'https://events.example/publish/{{target}}',
      body: { data: '{{data}}', text: 'of {{target}}' },
    })
  })

  it('a hook that is a command is refused: it cannot be run so often', () => {
    assert.throws(() => serverSubject({ url, hooks: { publish: { command: ['publish'] } } }, workload), /Load needs an HTTP publish hook/)
  })

  it('a transport that it does not name is told apart, with the key to set', () => {
    const route = serverSubject({ url, hooks: { publish } }, workload).route('longpoll')
    assert.ok(!isRoute(route) && /set load\.longpoll/.test(route.missing))
  })

  it('a workload over TLS is not run on a target without it', () => {
    const plain = serverSubject({ url: 'http://events.example/{{channel}}', hooks: { publish } }, { ...workload, tls: true })
    const route = plain.route('sse')
    assert.ok(!isRoute(route) && /give an https URL/.test(route.missing))
  })
})
