import { strict as assert } from 'node:assert'
import type { Socket } from 'node:net'
import { http2 } from '../../wire/index.js'
import { checkedHere, type Outcome } from './checked-here.js'
import { STREAM_HEAD, startHostile, stopServers } from './hostile-server.js'

const TOKEN = 'sEcret+token/of a user'
const ONLY = ['HTTP-01', 'HTTP-18', 'FRM-01', 'FRM-08', 'SEC']

const inBase64 = ['u:', 'us:', 'use:'].map(user => Buffer.from(user + TOKEN).toString('base64'))

const spellings = [
  TOKEN,
  encodeURIComponent(TOKEN),
  encodeURIComponent(TOKEN).replace(/%../g, code => code.toLowerCase()),
  Buffer.from(TOKEN).toString('base64'),
  Buffer.from(TOKEN).toString('base64url'),
  // Within something longer the first and last characters of base64 say something of the neighbours.
  ...inBase64.map(text => text.slice(5, -5)),
]
const said = [...spellings.slice(0, 5), ...inBase64]

/** Bytes of each connection one after the other, and content of chunks and frames as a reader joins it. */
const joined = ({ lines }: Outcome): string => {
  const connections = new Map<string, Buffer[]>()
  for (const line of lines) {
    if (!('what' in line) || (line.what !== 'received' && line.what !== 'sent')) continue
    const key = `${line.on} ${line.what}`
    connections.set(key, [
      ...(connections.get(key) ?? []),
      line.b64 === undefined ? Buffer.from(line.text ?? '') : Buffer.from(line.b64, 'base64'),
    ])
  }
  return [...connections.values()].map(parts => Buffer.concat(parts).toString('latin1')).join('\n')
}

const tellsNothing = async (answer: (socket: Socket, head: string) => void, least = 1): Promise<Outcome> => {
  const server = await startHostile(answer)
  const outcome = await checkedHere({ url: server.url, token: TOKEN, tolerance: { head_ms: 1500 } }, ONLY)
  assert.ok(server.heads.some(head => head.includes(TOKEN)))
  const report = JSON.stringify(outcome.report)
  const wire = joined(outcome)
  for (const spelling of spellings) {
    for (const text of [outcome.text, wire, report]) assert.equal(text.includes(spelling), false, spelling)
  }
  assert.ok((wire.match(/\*{8,}/g) ?? []).length > least)
  return outcome
}

const drip = (socket: Socket, text: string, wrap = (byte: Buffer): Buffer => byte): void => {
  let at = 0
  const bytes = Buffer.from(text)
  const next = () => {
    if (at >= bytes.length || socket.destroyed) return
    socket.write(wrap(bytes.subarray(at, at + 1)))
    at += 1
    setTimeout(next, 1)
  }
  next()
}

const events = said.map(text => `${text}: x\ndata: ${text}\n\n`).join('')

describe('a server that says the token', () => {
  afterEach(stopServers)

  it('in its head and in its events, spelled in many ways, finds it masked', async () => {
    await tellsNothing(socket => socket.write(`${STREAM_HEAD}${said.map((text, at) => `X-${at}: ${text}\r\n`).join('')}\r\n${events}`), 10)
  })

  it('in a reason phrase and a media type that are told as a reason finds it masked', async () => {
    await tellsNothing(socket => socket.end(`HTTP/1.1 200 ${TOKEN}\r\nContent-Type: text/html; x=${TOKEN}\r\nContent-Length: 0\r\n\r\n`))
  })

  it('byte by byte finds it masked', async () => {
    await tellsNothing(socket => drip(socket, `${STREAM_HEAD}X: ${TOKEN}\r\n\r\ndata: ${TOKEN}\n\n`))
  })

  it('a byte a chunk finds it masked, and the chunks still well-formed', async () => {
    const chunk = (byte: Buffer) => Buffer.concat([Buffer.from('1\r\n'), byte, Buffer.from('\r\n')])
    const outcome = await tellsNothing(socket => {
      socket.write(`${STREAM_HEAD}Transfer-Encoding: chunked\r\n\r\n`)
      drip(socket, `${TOKEN}: x\ndata: ${TOKEN}\n\n`, chunk)
    }, 0)
    const masked = /(1\r\n\*\r\n){22}/
    assert.match(joined(outcome), masked)
  })

  it('a byte a frame of HTTP/2 finds it masked', async () => {
    const outcome = await tellsNothing((socket, head) => {
      if (!head.startsWith('PRI')) return void socket.write(`${STREAM_HEAD}\r\ndata: ${TOKEN}\n\n`)
      const status = Buffer.from('000001010400000001' + '88', 'hex')
      const frames = [...Buffer.from(`data: ${TOKEN}\n\n`)].map(byte => http2.data(1, Buffer.from([byte]), false))
      socket.write(Buffer.concat([http2.settings([]), status, ...frames]))
    })
    assert.match(joined(outcome), /(\*\x00\x00\x01\x00{5}\x01){20}/)
  })

  it('as bytes that are no UTF-8 around it finds it masked', async () => {
    await tellsNothing(socket =>
      socket.write(Buffer.concat([Buffer.from(`${STREAM_HEAD}\r\ndata: `), Buffer.from([0xff]), Buffer.from(`${TOKEN}\n\n`)])),
    )
  })

  it('that begins again and again and is never whole loses none of its bytes', async () => {
    const server = await startHostile(socket => drip(socket, `${STREAM_HEAD}\r\n${`data: ${TOKEN.slice(0, -1)}\n\n`.repeat(20)}`))
    const outcome = await checkedHere({ url: server.url, token: TOKEN, tolerance: { head_ms: 1500 } }, ['FRM-01', 'HB-15'])
    assert.ok(joined(outcome).includes(`data: ${TOKEN.slice(0, -1)}\n\n`.repeat(20)))
  })
})

describe('a secret of the configuration', () => {
  afterEach(stopServers)

  it('in the URL is masked where the configuration is told', async () => {
    const server = await startHostile(socket => socket.write(`${STREAM_HEAD}\r\ndata: x\n\n`))
    const url = `${server.url.replace('//', '//user:pass%77ord-of-user@')}?access_token=token-in-the-query`
    const { text, report } = await checkedHere({ url }, ONLY)
    for (const secret of ['pass%77ord-of-user', 'password-of-user', 'token-in-the-query']) {
      assert.equal(text.includes(secret), false, secret)
      assert.equal(JSON.stringify(report).includes(secret), false, secret)
    }
  })

  it('that is a word of JSON, or the name of a scenario, spoils no recording', async () => {
    const server = await startHostile(socket => socket.write(`${STREAM_HEAD}\r\ndata: x\n\n`))
    const { report } = await checkedHere({ url: server.url, headers: { 'X-Token': 'true', 'X-Secret': 'accept', Cookie: 'quick' } }, ONLY)
    assert.equal(report.verdicts.find(({ id }) => id === 'HTTP-01')?.verdict, 'pass')
  })
})
