import { strict as assert } from 'node:assert'
import type { Socket } from 'node:net'
import { setTimeout as passed } from 'node:timers/promises'
import { type Connection, type ConnectionOptions, openConnection } from '../../record/connection.js'
import type { Recording } from '../../record/recording.js'
import { startNet, stopNet } from './net-server.js'
import { carried, happenings, type Recorded, written } from './recorded.js'

const REQUEST = Buffer.from('GET / HTTP/1.1\r\n\r\n')
const NAME = 'idle-1'

/** A connection to a port of this machine. */
const openTo = (recording: Recording, port: number, more: Partial<ConnectionOptions> = {}): Promise<Connection> =>
  openConnection(
    recording,
    NAME,
    { host: '127.0.0.1', port, secure: false, insecure: false },
    {
      limit_bytes: 1 << 20,
      deadline_ms: 20_000,
      signal: new AbortController().signal,
      content: () => [],
      onBytes: () => {},
      onGone: () => {},
      ...more,
    },
  )

/** A server that does this with each connection, and a client that does that, to the end. */
const connect = async (
  serve: (socket: Socket) => void,
  act: (connection: Connection) => Promise<void> | void = () => {},
  more: Partial<ConnectionOptions> = {},
): Promise<Recorded> => {
  const { port } = await startNet(serve)
  return written(async recording => {
    let go = () => {}
    const gone = new Promise<void>(resolve => {
      go = resolve
    })
    const connection = await openTo(recording, port, { onGone: go, ...more })
    connection.write(REQUEST)
    await act(connection)
    await gone
  })
}

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await passed(2)
}

describe('a recorded connection', () => {
  afterEach(stopNet)

  it('that the peer ends is an end and a fin', async () => {
    const recorded = await connect(socket => socket.end('hello'))
    assert.deepEqual(happenings(recorded, NAME), ['connected', 'end', 'close fin'])
    assert.equal(carried(recorded, NAME, 'received').toString(), 'hello')
    assert.deepEqual(carried(recorded, NAME, 'sent'), REQUEST)
  })

  it('that the peer resets is an error and a reset', async () => {
    const recorded = await connect(socket => socket.write('hello', () => setTimeout(() => socket.resetAndDestroy(), 20)))
    assert.deepEqual(happenings(recorded, NAME), ['connected', 'error', 'close reset'])
    assert.equal(carried(recorded, NAME, 'received').toString(), 'hello')
  })

  it('that we cut is a cut, and a reset to the peer', async () => {
    let told: string | undefined
    const recorded = await connect(
      socket => {
        socket.on('error', (error: NodeJS.ErrnoException) => {
          told = error.code
        })
        socket.write('hello')
      },
      async connection => {
        await until(() => connection.received === 5)
        connection.cut()
      },
    )
    await until(() => told !== undefined)
    assert.equal(told, 'ECONNRESET')
    assert.deepEqual(happenings(recorded, NAME), ['connected', 'close cut'])
  })

  it('that we leave politely is done, and an end to the peer', async () => {
    let ended = false
    const recorded = await connect(
      socket => {
        socket.on('end', () => {
          ended = true
        })
        socket.write('hello')
      },
      async connection => {
        await until(() => connection.received === 5)
        connection.done()
      },
    )
    await until(() => ended)
    assert.deepEqual(happenings(recorded, NAME), ['connected', 'close done'])
  })

  it('that is finished has all that had arrived, however much there is to do; that is done or cut has what was looked at', async () => {
    const received = async (leave: 'finish' | 'done' | 'cut'): Promise<string> => {
      const { port } = await startNet(socket => socket.write('hello'))
      const recorded = await written(async recording => {
        // Whatever is put off is put off for good.
        const busy = { ...recording, soon: () => {} }
        const connection = await openTo(busy, port)
        connection.write(REQUEST)
        await passed(100)
        connection[leave]()
      })
      return carried(recorded, NAME, 'received').toString()
    }
    assert.deepEqual([await received('finish'), await received('done'), await received('cut')], ['hello', '', ''])
  })

  it('that is cut at an offset has these bytes and no more', async () => {
    for (const offset of [1, 7, 4096]) {
      const recorded = await connect(
        socket => socket.write('x'.repeat(100_000)),
        connection => connection.cutAt(offset),
      )
      assert.deepEqual(happenings(recorded, NAME), ['connected', 'close cut'])
      assert.equal(carried(recorded, NAME, 'received').length, offset)
    }
  })

  it('that is cut at an offset which it has passed is cut at once', async () => {
    const recorded = await connect(
      socket => socket.write('hello'),
      async connection => {
        await until(() => connection.received === 5)
        connection.cutAt(2)
      },
    )
    assert.deepEqual(happenings(recorded, NAME), ['connected', 'close cut'])
  })

  it('that sends more than is recorded is left at its limit', async () => {
    const recorded = await connect(socket => socket.write('x'.repeat(1_000_000)), undefined, { limit_bytes: 1000 })
    assert.deepEqual(happenings(recorded, NAME), ['connected', 'close limit'])
    assert.ok(carried(recorded, NAME, 'received').length < 1_000_000)
  })

  it('is left when its time is up', async () => {
    const recorded = await connect(socket => socket.write('hello'), undefined, { deadline_ms: 500 })
    assert.deepEqual(happenings(recorded, NAME), ['connected', 'close deadline'])
    assert.equal(carried(recorded, NAME, 'received').toString(), 'hello')
  })

  it('is left when the run is over', async () => {
    const over = new AbortController()
    const recorded = await connect(
      socket => socket.write('hello'),
      async connection => {
        await until(() => connection.received === 5)
        over.abort()
      },
      { signal: over.signal },
    )
    assert.deepEqual(happenings(recorded, NAME), ['connected', 'close done'])
  })

  it('is left once where the run was over before it opened', async () => {
    const recorded = await connect(() => {}, undefined, { signal: AbortSignal.abort() })
    assert.deepEqual(happenings(recorded, NAME), ['close done'])
  })

  it('that never opened is refused, and says why', async () => {
    const { port } = await startNet(() => {})
    await stopNet()
    let refused: string | undefined
    const recorded = await written(async recording => {
      const connection = await openTo(recording, port)
      assert.equal(connection.gone, true)
      refused = connection.refused
    })
    assert.match(refused ?? '', /ECONNREFUSED/)
    assert.deepEqual(happenings(recorded, NAME), ['error', 'close refused'])
  })

  it('takes no byte while it is paused, and all of them afterwards', async () => {
    const SIZE = 8 << 20
    const recorded = await connect(
      socket => {
        socket.write('x')
        socket.once('data', () => socket.end(Buffer.alloc(SIZE, 'x')))
      },
      async connection => {
        await until(() => connection.received === 1)
        connection.pause()
        connection.write(Buffer.from('the rest, please'))
        await passed(200)
        assert.equal(connection.received, 1)
        connection.read()
      },
      { limit_bytes: 2 * SIZE },
    )
    assert.deepEqual(happenings(recorded, NAME), ['connected', 'paused', 'reading', 'end', 'close fin'])
    assert.equal(carried(recorded, NAME, 'received').length, SIZE + 1)
  })

  it('has times that never go back', async () => {
    const { lines } = await connect(socket => {
      for (const text of ['a', 'b', 'c']) socket.write(text)
      socket.end()
    })
    const times = lines.map(({ t }) => t)
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    )
  })
})
