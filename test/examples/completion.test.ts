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
  'JSON over several lines of which one has a prefix': {
    pieces: [...said, `data: ${JSON.stringify([['a']], null, 1)}\n\n`],
    breaks: ['FRM-11'],
  },
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
  'a stream that breaks off within an event': {
    end: res => {
      res.write('data: {"choices":[{"del')
      inTime(() => res.socket?.end())
    },
    breaks: ['HTTP-21b', 'FRM-27'],
  },
}

const answer = (res: ServerResponse, { status = 200, type = 'text/event-stream', pieces = said, end }: Completion): void => {
  res.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store, no-transform' })
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
          /^needed, and not seen: the stream ended while it was watched \(the number of streams that the server ended is at least 1; seen: 0\)$/,
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
})
