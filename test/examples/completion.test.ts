import { strict as assert } from 'node:assert'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { check } from '../../api/index.js'
import type { Report } from '../../schemas/index.js'
import { ownTime } from '../own-time.js'
import { ids } from './served.js'

const PIECE_MS = 15
// What issue 3 gives a whole quick run.
const QUICK_MS = 6000
const words = ['größer', '你好', '😀', 'end']

const chunk = (content: string): string => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`

/** A stream that a request opens, and what it does wrong. */
interface Completion {
  readonly status?: number
  readonly type?: string
  /** When the head is written. */
  readonly first_ms?: number
  readonly pieces?: readonly (string | Buffer)[]
  readonly end?: (res: ServerResponse) => void
}

const said = words.map(chunk)
const inTime = (act: () => void) => setTimeout(act, PIECE_MS)

/** Each defect by what it breaks. */
const defects: Readonly<Record<string, Completion & { readonly breaks: readonly string[] }>> = {
  'a content type that is not an event stream': { type: 'application/x-ndjson', breaks: ['HTTP-02'] },
  'the status 201': { status: 201, breaks: ['HTTP-01'] },
  'a character cut in two': { pieces: [...said, Buffer.from('data: {"c":"\u{1f600}"}\n\n').subarray(0, 14), '"}\n\n'], breaks: ['FRM-01'] },
  'a connection that is closed before the last chunk': {
    end: res => {
      res.write('data: [DONE]\n\n')
      inTime(() => res.socket?.end())
    },
    breaks: ['HTTP-21b'],
  },
  'a connection that is reset before the last chunk': {
    end: res => {
      res.write('data: [DONE]\n\n')
      inTime(() => res.socket?.resetAndDestroy())
    },
    breaks: ['HTTP-21b'],
  },
  'a last event without its blank line': { end: res => res.end('data: [DONE]\n'), breaks: ['FRM-27'] },
  'an error as a bare JSON text, with a blank line': {
    end: res => res.end('{"error":{"message":"overloaded"}}\n\n'),
    breaks: ['LIF-08b'],
  },
  'an error as a bare JSON text, without a line end': { end: res => res.end('{"error":{"message":"overloaded"}}'), breaks: ['LIF-08b'] },
  'bytes after the last chunk': {
    end: res => {
      const { socket } = res
      res.end('data: [DONE]\n\n', () => socket?.write(': goodbye\n\n'))
    },
    breaks: ['HTTP-30'],
  },
  'a JSON text instead of the stream': {
    type: 'application/json',
    pieces: ['{"choices":[]}'],
    end: res => res.end(),
    breaks: ['HTTP-02'],
  },
  'a stream that breaks off within an event': {
    end: res => {
      res.write('data: {"choices":[{"del')
      inTime(() => res.socket?.end())
    },
    breaks: ['HTTP-21b', 'FRM-27'],
  },
}

/** Each habit that no standard forbids, by what warns of it. */
const habits: Readonly<Record<string, Completion & { readonly breaks: readonly string[]; readonly unseen?: readonly string[] }>> = {
  'one line feed after each message': { pieces: said.map(piece => piece.slice(0, -1)), breaks: ['FRM-06b'] },
  'JSON over several lines of which one has a prefix': {
    pieces: [...said, `data: ${JSON.stringify([['a']], null, 1)}\n\n`],
    breaks: ['FRM-11'],
  },
  'no event at all': {
    pieces: [': thinking\n\n'],
    end: res => res.end(),
    breaks: ['LIF-12'],
    // Without an event nothing shows how events are written.
    unseen: ['FRM-01', 'FRM-02b', 'FRM-03', 'FRM-06b', 'FRM-08', 'FRM-13', 'FRM-26'],
  },
  'headers with the first event, after two seconds': { first_ms: 1500, breaks: ['HTTP-09b'] },
  'one burst at its end, after three seconds': {
    pieces: [],
    end: res => {
      res.flushHeaders()
      setTimeout(() => res.end([...said, 'data: [DONE]\n\n'].join('')), 2500)
    },
    breaks: ['HTTP-10b'],
  },
}

const answer = (res: ServerResponse, { status = 200, type = 'text/event-stream', first_ms = 0, pieces = said, end }: Completion): void => {
  if (first_ms === 0) res.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store, no-transform' })
  else {
    setTimeout(() => answer(res, { status, type, pieces, ...(end === undefined ? {} : { end }) }), first_ms)
    return
  }
  const left = [...pieces]
  const write = () => {
    const piece = left.shift()
    if (piece !== undefined) {
      res.write(piece)
      inTime(write)
    } else if (end === undefined) res.end('data: [DONE]\n\n')
    else end(res)
  }
  write()
}

describe('a completion that a request opens', () => {
  let server: Server | undefined
  afterEach(() => {
    server?.closeAllConnections()
    server?.close()
  })

  const judged = async (completion: Completion, quick = false): Promise<Report> => {
    const listening = createServer((req, res) => {
      req.resume().on('end', () => (req.method === 'POST' ? answer(res, completion) : res.writeHead(405, { Allow: 'POST' }).end()))
    })
    server = listening
    await new Promise<void>(resolve => listening.listen(0, '127.0.0.1', resolve))
    const address = listening.address()
    const port = address !== null && typeof address === 'object' ? address.port : 0
    return (await check({ config: { url: `http://127.0.0.1:${port}/v1/completions`, request: { body: { stream: true } } }, quick })).report
  }

  it('whole: nothing fails, and nothing is in doubt', async () => {
    const report = await judged({})
    assert.deepEqual(ids(report, 'fail', 'warn', 'inconclusive', 'error'), [])
  })

  it('that never ends: what its end would show is in doubt, and why; the rest is judged, in the time of a quick run', async () => {
    const took = ownTime()
    const report = await judged({ end: () => {} }, true)
    assert.ok(took() < QUICK_MS, `${took()} ms`)
    assert.deepEqual(ids(report, 'fail', 'warn', 'error'), [])
    assert.deepEqual(ids(report, 'inconclusive'), ['HTTP-21b', 'FRM-27'])
    for (const { verdict, reason = '' } of report.verdicts) {
      if (verdict === 'inconclusive')
        assert.match(
          reason,
          /^not observed: the stream ended while it was being watched \(expected: number of streams that the server ended: at least 1; actual: 0\)$/,
        )
      assert.doesNotMatch(reason, /set hooks\.publish/)
    }
    assert.ok(ids(report, 'pass').includes('FRM-11'))
  })

  for (const [defect, { breaks, ...completion }] of Object.entries(defects)) {
    it(`${defect}: ${breaks.join(' and ')}`, async () => {
      assert.deepEqual(ids(await judged(completion), 'fail').sort(), [...breaks].sort())
    })
  }

  for (const [habit, { breaks, unseen = [], ...completion }] of Object.entries(habits)) {
    it(`${habit}: ${breaks.join(' and ')} warns, and nothing else`, async () => {
      const report = await judged(completion)
      assert.deepEqual([ids(report, 'fail'), ids(report, 'warn'), ids(report, 'inconclusive')], [[], [...breaks], [...unseen]])
    })
  }

  it('instead of which a JSON text comes is told with its first characters', async () => {
    const report = await judged({ type: 'application/json', pieces: ['{"choices":[]}'], end: res => res.end() })
    const { actual = '' } = report.verdicts.find(({ id }) => id === 'HTTP-02') ?? {}
    assert.match(actual, /200 application\/json: \{\\"choices\\":\[\]\}/)
  })
})
