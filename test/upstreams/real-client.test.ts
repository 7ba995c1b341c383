import { strict as assert } from 'node:assert'
import { join } from 'node:path'
import { packageRoot } from '../../schemas/index.js'
import { startProgram } from '../cli/ssespec.js'
import { needs } from '../examples/needs.js'
import { byTurns } from '../turn.js'
import { type Gateway, startGateway } from './gateway.js'
import { installUpstream } from './upstream.js'

const program = (name: string): string => join(packageRoot, 'examples', 'matrix-client', name)

describe('matrix-js-sdk through the gateway over Synapse', () => {
  const inTurn = byTurns(2)
  let gateway: Gateway | undefined

  before(async function () {
    const there = await installUpstream('synapse').then(
      () => true,
      () => false,
    )
    needs(this, there, 'synapse')
    gateway = await startGateway('synapse')
  })

  after(async () => {
    await gateway?.stop()
  })

  inTurn('chats by its normal /sync, and npm eventsource follows the same room by /sync/sse', async () => {
    const environment = { BASE_URL: gateway?.url ?? '' }
    const start = (name: string, ...args: string[]) => startProgram(process.execPath, [program(name), ...args], { environment, open: true })
    const alice = start('client.mjs', 'alice', 'a password of alice')
    const [, room = ''] = await alice.says(/^in (\S+)$/m)
    const bob = start('follower.mjs', 'bob', 'a password of bob', room)
    await bob.says(/^following$/m)
    const carol = start('client.mjs', 'carol', 'a password of carol', room)
    await carol.says(/^in /m)
    alice.write('a word to all\n')
    carol.write('and one back\n')
    const heard = (what: string) => new RegExp(`^@\\S+ in \\S+: ${what}$`, 'm')
    await Promise.all([
      bob.says(heard('a word to all')),
      bob.says(heard('and one back')),
      carol.says(heard('a word to all')),
      alice.says(heard('and one back')),
    ])
    for (const one of [alice, carol]) one.end()
    bob.signal('SIGTERM')
    const ended = await Promise.all([alice.ended, carol.ended, bob.ended])
    assert.deepEqual(
      ended.slice(0, 2).map(({ code }) => code),
      [0, 0],
      ended.map(({ err }) => err).join('\n'),
    )
  })
})
