/** Probes of the faults in what HTTP says. */

import { connect } from 'node:net'
import { askHttp2, comesToBe, eventually, portOf } from '../client.js'
import type { Started } from '../started.js'
import { answered, bytesOf, field, type Probe, type Probes, status, textOf } from './probe.js'

const H2 = { http2: true }
const GZIP = { fields: ['Accept-Encoding: gzip'] }

/** A defect that the head of a stream shows. */
function head(shows: (head: string) => boolean): Probe {
  return { shows: async started => shows((await started.open()).head()) }
}

function ofMethod(
  method: string,
  shows: (answer: { status: number; allow: string; head: string }) => boolean,
  fields: string[] = [],
): Probe {
  return {
    options: { token: 't' },
    shows: async started => {
      const sent = ['Authorization: Bearer t', 'Content-Length: 0', ...fields]
      const client = await answered(started, { method, fields: method === 'OPTIONS' ? fields : sent })
      return shows({ status: status(client), allow: field(client, 'Allow'), head: client.head() })
    },
  }
}

const preflight = ['Origin: http://a.test', 'Access-Control-Request-Method: GET', 'Access-Control-Request-Headers: last-event-id']

async function statusWithAccept(started: Started, accept?: string): Promise<number> {
  return status(await answered(started, accept === undefined ? {} : { fields: [`Accept: ${accept}`] }))
}

/** Whether a second request on a connection of HEAD is answered. */
async function headAllowsNext(started: Started): Promise<boolean> {
  const client = await answered(started, { method: 'HEAD' })
  client.socket.write('GET /nothing HTTP/1.1\r\nHost: a.test\r\n\r\n')
  return comesToBe(client, each => each.raw().includes('404'), 1500)
}

export const httpProbes: Probes = {
  'status-206': head(text => text.startsWith('HTTP/1.1 206')),
  'media-type-plain': head(text => /^content-type: text\/plain/im.test(text)),
  'content-type-twice': head(text => text.match(/^content-type: text\/event-stream/gim)?.length === 2),
  'charset-latin1': head(text => /charset=iso-8859-1/i.test(text)),
  'charset-utf8': head(text => /charset=utf8/i.test(text)),
  'completion-head-withheld': {
    shows: async started => {
      const client = started.ask()
      if (await comesToBe(client, each => each.raw().length > 0, 700)) return false
      return comesToBe(client, each => each.ended() || each.text().includes('[DONE]'), 3000)
    },
  },
  'completion-in-one-burst': {
    shows: async started => {
      const client = await answered(started, {})
      await comesToBe(client, each => each.events().length > 0, 3000)
      return client.events().length === 5
    },
  },
  'transfer-coding-gzip': head(text => /^transfer-encoding: gzip, chunked/im.test(text)),
  'bytes-after-the-last-chunk': {
    shows: async started => {
      const client = await started.open()
      await started.reference.stop()
      await client.until(each => each.ended())
      return client.raw().toString().endsWith('\r\n0\r\n\r\n: goodbye\n\n')
    },
  },
  'preflight-refused': ofMethod('OPTIONS', answer => answer.status === 403, preflight),
  'cors-on-preflight-only': {
    shows: async started => {
      const allows = async (method: string) =>
        /^access-control-allow-origin/im.test((await answered(started, { method, fields: preflight })).head())
      return (await allows('OPTIONS')) && !(await allows('GET'))
    },
  },
  'cors-star-with-credentials': {
    shows: async started => {
      const client = await answered(started, { fields: ['Origin: http://a.test'] })
      return field(client, 'Access-Control-Allow-Origin') === '*' && field(client, 'Access-Control-Allow-Credentials') === 'true'
    },
  },
  'content-length-beside-chunked': head(text => /^content-length/im.test(text) && /^transfer-encoding: chunked/im.test(text)),
  'content-length-on-open-stream': head(text => /^content-length/im.test(text) && !/^transfer-encoding/im.test(text)),
  'chunked-to-http-1.0': {
    shows: async started => /^transfer-encoding/im.test((await started.open({ version: '1.0' })).head()),
  },
  'close-delimited': head(text => !/^(transfer-encoding|content-length)/im.test(text)),
  cacheable: head(text => /max-age=60/.test(text) && !/no-store/.test(text)),
  transformable: head(text => /no-store/.test(text) && !/no-transform/.test(text)),
  'space-before-colon': head(text => /^cache-control :/im.test(text)),
  'head-withheld': {
    options: { heartbeat_interval_s: 0.1 },
    shows: async started => {
      const client = started.ask()
      if (await comesToBe(client, each => each.raw().length > 0, 700)) return false
      await started.publish({ data: 'x' })
      await client.until(each => each.text().includes('data: x'))
      return !client.text().includes('retry')
    },
  },
  'writes-buffered': {
    options: { heartbeat_interval_s: 0.1 },
    shows: async started => {
      const client = await started.open()
      await started.publish({ data: 'one' })
      await client.until(each => each.text().split(': \n\n').length > 3)
      if (client.text().includes('one')) return false
      await started.publish({ data: 'two' })
      await client.until(each => each.text().includes('one'))
      return !client.text().includes('two')
    },
  },
  'gzip-without-flush': {
    shows: async started => {
      const client = await answered(started, GZIP)
      const before = client.content().length
      await started.publish({ data: 'x' })
      return !(await comesToBe(client, each => each.content().length > before + 10, 500))
    },
  },
  'gzip-forced': {
    shows: async started => /gzip/.test((await answered(started, { fields: ['Accept-Encoding: identity'] })).head()),
  },
  'any-method-opens-a-stream': ofMethod('PUT', answer => answer.status === 200 && /event-stream/.test(answer.head)),
  'allow-missing': ofMethod('DELETE', answer => answer.status === 405 && answer.allow === ''),
  'unknown-method-gets-200': ofMethod('PROPFIND', answer => answer.status === 200),
  'head-method-streams': {
    shows: async started => comesToBe(await answered(started, { method: 'HEAD' }), each => /retry/.test(each.raw().toString()), 500),
  },
  'head-method-hangs': { shows: async started => !(await headAllowsNext(started)) },
  'options-opens-a-stream': ofMethod('OPTIONS', answer => answer.status === 401),
  'preflight-omits-last-event-id': ofMethod(
    'OPTIONS',
    answer => !/last-event-id/.test(answer.head) && /authorization/.test(answer.head),
    preflight,
  ),
  'errors-without-cors': {
    shows: async started => !/^access-control-allow-origin/im.test((await answered(started, { path: '/x', fields: preflight })).head()),
  },
  'preflight-omits-cache-control': ofMethod('OPTIONS', answer => !/headers:.*cache-control/i.test(answer.head), preflight),
  'vary-origin-missing': {
    shows: async started => !/^vary:.*origin/im.test((await answered(started, { fields: ['Origin: http://a.test'] })).head()),
  },
  'chunk-size-counts-characters': {
    shows: async started => {
      const client = await started.open()
      await started.publish({ data: 'é'.repeat(100) })
      await client.until(each => each.raw().includes('é'))
      const size = /([0-9a-f]+)\r\nid: /.exec(client.raw().toString())?.[1] ?? ''
      const block = /id: .*\n\n/s.exec(client.raw().toString())?.[0] ?? ''
      return Number.parseInt(size, 16) === block.length
    },
  },
  'connection-field-on-http2': {
    options: H2,
    shows: started => {
      // node's own client refuses the field, so the bytes are looked at: `connection` in Huffman code.
      const socket = connect(portOf(started.reference.url), '127.0.0.1')
      const settings = Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0])
      const block = Buffer.concat([Buffer.from([0x82, 0x86, 0x04, 7]), Buffer.from('/events'), Buffer.from([0x01, 1]), Buffer.from('a')])
      const headers = Buffer.concat([Buffer.from([0, 0, block.length, 1, 5, 0, 0, 0, 1]), block])
      socket.write(Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), settings, headers]))
      return new Promise(resolve => {
        let received = Buffer.alloc(0)
        socket.on('data', bytes => {
          received = Buffer.concat([received, bytes])
          if (!received.includes('retry: ')) return
          socket.destroy()
          resolve(received.includes(Buffer.from('21eaa8a4498f57', 'hex')))
        })
      })
    },
  },
  'http2-early-end': {
    options: H2,
    shows: async started => {
      const got = await askHttp2(started.reference)
      await started.publish({ data: 'one' })
      await eventually(() => got.text().includes('one'))
      await started.publish({ data: 'two' })
      await eventually(() => got.ended() || got.text().includes('two'))
      got.session.destroy()
      return got.ended()
    },
  },
  'accept-required': {
    shows: async started => (await statusWithAccept(started)) === 406 && (await statusWithAccept(started, '*/*')) === 200,
  },
  'accept-any-refused': {
    shows: async started => (await statusWithAccept(started, '*/*')) === 406 && (await statusWithAccept(started)) === 200,
  },
  'final-chunk-missing': {
    shows: async started => {
      const client = await started.open()
      await started.reference.stop()
      await client.until(each => each.ended())
      return !client.raw().toString().endsWith('\r\n0\r\n\r\n')
    },
  },
  'latin-1-when-it-fits': { shows: async started => (await bytesOf(started, { data: 'é' })).includes(Buffer.from([0x20, 0xe9, 0x0a])) },
  'bom-at-start': { shows: async started => (await started.open()).text().startsWith('\ufeff') },
  'bom-before-each-event': { shows: async started => (await textOf(started, { data: 'x' })).startsWith('\ufeff') },
  'channel-reflected-in-head': {
    shows: async started => /^X-Evil: 1/m.test((await answered(started, { path: '/events?channel=a%0d%0aX-Evil:%201' })).head()),
  },
  'query-reflected-in-comment': {
    shows: async started => /^data: evil$/m.test((await started.open({ path: '/events?channel=a%0a%0adata:%20evil' })).text()),
  },
  'redirect-carries-token': {
    options: { token: 'sesame' },
    shows: async started => {
      const client = await answered(started, { fields: ['Authorization: Bearer sesame'] })
      if (status(client) !== 307) return false
      const live = await answered(started, { path: field(client, 'Location') })
      return field(client, 'Location').includes('sesame') && status(live) === 200
    },
  },
  'token-not-checked': { options: { token: 't' }, shows: async started => status(await answered(started, {})) === 200 },
  'unknown-token-403': {
    options: { token: 't' },
    shows: async started => status(await answered(started, { fields: ['Authorization: Bearer x'] })) === 403,
  },
  'www-authenticate-missing': {
    options: { token: 't' },
    shows: async started => field(await answered(started, {}), 'WWW-Authenticate') === '',
  },
  'bearer-case-sensitive': {
    options: { token: 't' },
    shows: async started => status(await answered(started, { fields: ['Authorization: bearer t'] })) === 401,
  },
  'stack-trace-in-error': { shows: async started => /at .*\.ts:\d+/.test((await started.publish('{')).text) },
}
