import { strict as assert } from 'node:assert'
import { formats } from '../../reports/index.js'
import { checkedHere } from './checked-here.js'
import { STREAM_HEAD, startHostile, stopServers } from './hostile-server.js'

const ESCAPE = '\x1b]0;owned\x07\x1b[2J\x1b[31m'
// As bytes: a C1 control in latin1, and one in UTF-8.
const C1 = '\x9b31m\xc2\x9b'

// Colours are ours; whatever else controls a terminal is not.
const CONTROLS = /[\x00-\x09\x0b-\x1f\x7f-\x9f]/

describe('terminal escape sequences', () => {
  afterEach(stopServers)

  it('in fields, ids, event names, data and a reason phrase stay data, and never reach a terminal', async () => {
    const head = `HTTP/1.1 200 OK${ESCAPE}\r\nContent-Type: text/event-stream; x="${ESCAPE}${C1}"\r\nX${ESCAPE}: y\r\nServer: ${ESCAPE}${C1}\r\n\r\n`
    const events = `id: ${ESCAPE}${C1}\nevent: ${ESCAPE}\ndata: ${ESCAPE}${C1}\n\n${ESCAPE}${C1}: unknown\nretry: ${ESCAPE}\n\n<b>${ESCAPE}\n\n`
    const server = await startHostile(socket => socket.write(Buffer.from(head + events, 'latin1')))
    const { report } = await checkedHere({ url: server.url })
    const json = JSON.stringify(report)
    assert.match(json, /\\u001b\]0;owned/)
    const rendered = formats.terminal.render(report, { colour: false, width: 100, titles: {}, verbose: true })
    assert.match(rendered, /owned/)
    assert.doesNotMatch(rendered, CONTROLS)
  })

  it('in an answer that is no stream stay data in its reason', async () => {
    const server = await startHostile(socket =>
      socket.end(`HTTP/1.1 200 OK\r\nContent-Type: text/html${ESCAPE}${'x'.repeat(9000)}\r\nContent-Length: 0\r\n\r\n`),
    )
    const { report, skipped } = await checkedHere({ url: server.url })
    assert.ok(skipped.some(reason => reason.includes('\x1b')))
    assert.ok(skipped.every(reason => reason.length < 400))
    assert.doesNotMatch(formats.terminal.render(report, { colour: false, width: 100, titles: {} }), CONTROLS)
  })

  it('in invalid UTF-8 everywhere are told as the bytes that they are', async () => {
    const head = `${STREAM_HEAD}X-Bytes: \xff\xfe\xc3\r\n\r\n`
    const server = await startHostile(socket =>
      socket.write(Buffer.from(`${head}id: \xff\xff\nevent: \xc3\x28\ndata: \xed\xa0\x80\xf8\n\n\xff\xff\n\n`, 'latin1')),
    )
    const { verdict, lines } = await checkedHere({ url: server.url })
    assert.equal(verdict('FRM-01').verdict, 'fail')
    assert.match(verdict('FRM-01').evidence[0]?.excerpt ?? '', /\\xff/)
    assert.ok(lines.some(line => 'what' in line && line.what === 'received' && line.b64 !== undefined))
  })
})
