/** Probes of the faults in what an event stream says. */

import { comesToBe } from '../client.js'
import { bytesOf, dataOf, type Probe, type Probes, pause, published, resumed, textOf } from './probe.js'

/** A defect that changes the data which a client dispatches for that payload. */
function payload(data: string, got?: string[]): Probe {
  return {
    shows: async started => {
      const dispatched = await dataOf(started, { data })
      return got === undefined ? dispatched.join() !== data.replace(/\r\n?/g, '\n') : JSON.stringify(dispatched) === JSON.stringify(got)
    },
  }
}

/** A defect that the bytes show. */
function bytes(publication: object, seen: RegExp): Probe {
  return { shows: async started => seen.test(await textOf(started, publication)) }
}

function beats(seen: RegExp): Probe {
  return {
    options: { heartbeat_interval_s: 0.1 },
    shows: async started => {
      const client = await started.open()
      await client.until(each => each.content().length > 'retry: 1000\n\n'.length + 2)
      return seen.test(client.text().slice('retry: 1000\n\n'.length))
    },
  }
}

function cut(limit_bytes: number): Probe {
  return {
    shows: async started => {
      const [whole = '', cutOff = ''] = await dataOf(
        started,
        { data: 'a'.repeat(limit_bytes - 1) },
        { data: 'é'.repeat(limit_bytes / 2 + 50) },
      )
      return whole.length === limit_bytes - 1 && Buffer.byteLength(cutOff) === limit_bytes - 2
    },
  }
}

export const framingProbes: Probes = {
  'mixed-line-ends': bytes({ data: 'x' }, /\r\n(.|\n)*[^\r]\n/),
  'blank-line-late': {
    shows: async started => {
      const client = await started.open()
      await started.publish({ data: 'x' })
      await client.until(each => each.text().includes('data: x\n'))
      if (await comesToBe(client, each => each.text().endsWith('\n\n'), 300)) return false
      await started.publish({ data: 'y' })
      await client.until(each => each.text().includes('data: y'))
      return client.events().length === 1
    },
  },
  'newline-unprefixed': bytes({ data: 'a\nb\n\nc' }, /data: a\nb\nc\n\n/),
  'crlf-split-twice': payload('a\r\nb', ['a\n\nb']),
  'lone-cr-unsplit': payload('a\rb', ['a']),
  'blank-lines-dropped': payload('a\n\nb', ['a\nb']),
  'trailing-newline-dropped': payload('a\n\n', ['a\n']),
  'data-without-space': payload('  x', [' x']),
  'trailing-space-trimmed': payload('x  \ny', ['x\ny']),
  'tabs-expanded': payload('\tx\ty', ['    x    y']),
  'capitalised-fields': bytes({ data: 'x' }, /^Time: \d+$/m),
  'id-with-nul': { shows: async started => (await started.publish({ data: 'x', id: 'a\u0000b' })).status === 200 },
  'ids-with-nul': {
    shows: async started => (await published(started, ...Array.from({ length: 10 }, (_, n) => `${n}`))).some(id => id.includes('\u0000')),
  },
  'id-injects': bytes({ data: 'x', id: 'a\ndata: forged' }, /^data: forged$/m),
  'published-id-with-edge-space': { shows: async started => (await started.publish({ data: 'x', id: ' a ' })).status === 200 },
  'large-event-ends-stream': {
    shows: async started => {
      const client = await started.open()
      await started.publish({ data: 'x'.repeat(70_000) })
      return comesToBe(client, each => each.ended(), 500)
    },
  },
  'payload-ends-at-nul': payload('a\u0000b', ['a']),
  'chunks-decoded-alone': {
    shows: async started => {
      const [short = '', long = ''] = await dataOf(started, { data: 'é😀' }, { data: `x${'é'.repeat(40_000)}` })
      return short === 'é😀' && long.includes('\ufffd')
    },
  },
  'payload-ends-streams': {
    shows: async started => {
      const client = await started.open()
      await started.publish({ data: 'a\u0001' })
      return comesToBe(client, each => each.ended(), 500)
    },
  },
  'control-characters-drop-events': payload('a\u0001', []),
  'two-writers': {
    shows: async started => {
      const client = await started.open()
      await Promise.all(['a', 'b'].map(letter => started.publish({ data: letter.repeat(20_000) })))
      await client.until(each => each.received_bytes() > 40_000)
      await pause(100)
      return client.events().some(({ data }) => data.includes('a') && data.includes('b'))
    },
  },
  'retry-with-unit': { shows: async started => (await started.open()).text() === 'retry: 3s\n\n' },
  'retry-zero': { shows: async started => (await started.open()).text() === 'retry: 0\n\n' },
  'ping-without-colon': beats(/^ping\n\n/),
  'ping-without-data': beats(/^event: ping\n\n/),
  'heartbeat-as-event': beats(/^data: ping\n\n/),
  'event-name-injects': bytes({ data: 'x', event: 'a\ndata: forged' }, /^data: forged$/m),
  'event-name-ends-streams': {
    shows: async started => {
      const [here, elsewhere] = [await started.open(), await started.open({ path: '/events?channel=b' })]
      const { status } = await started.publish({ data: 'x', event: 'a\r\nb' })
      return status === 500 && (await comesToBe(here, each => each.ended(), 3000)) && !elsewhere.ended()
    },
  },
  'event-cut-at-64-kib': cut(64 * 1024),
  'event-cut-at-1-mib': cut(1024 * 1024),
  'event-cut-at-8-mib': cut(8 * 1024 * 1024),
  'heartbeat-inside-an-event': {
    options: { heartbeat_interval_s: 0.2 },
    shows: async started => {
      const client = await started.open()
      await started.publish({ data: 'x'.repeat(1_000_000) })
      await client.until(each => each.received_bytes() > 1_000_000 && each.tail().endsWith('\n\n\r\n'))
      return /x: \n\nx/.test(client.text())
    },
  },
  'unicode-line-separators': payload('a\u0085b\u2028c\u2029d', ['a\nb\nc\nd']),
  'vt-and-ff-as-line-ends': payload('a\vb\fc', ['a\nb\nc']),
  'control-characters-stripped': payload('a\u0001\tc\u001f', ['a\tc']),
  'empty-payload-without-data': payload('', []),
  'empty-payload-ends-streams': {
    shows: async started => {
      const client = await started.open()
      await started.publish({ data: '' })
      return comesToBe(client, each => each.ended(), 500)
    },
  },
  'event-name-lower-cased': bytes({ data: 'x', event: 'RoomMessage' }, /^event: roommessage$/m),
  'replacement-characters': {
    shows: async started => {
      const [short = '', long = ''] = await dataOf(started, { data: 'a😀b' }, { data: `x${'é'.repeat(4000)}` })
      return short === 'a\ufffdb' && long.includes('\ufffd')
    },
  },
  'ids-only-sometimes': { shows: async started => ((await textOf(started, { data: 'x' })).match(/^id/gm) ?? []).length === 1 },
  'empty-id-lines': { shows: async started => /^id:$/m.test(await textOf(started, { data: 'x' })) },
  'id-with-edge-space': {
    shows: async started => {
      const [id = ''] = await published(started, 'one', 'two')
      return id.endsWith(' ') && (await resumed(started, id)).join() === 'two'
    },
  },
  'ids-over-128-bytes': {
    shows: async started => {
      const [id = ''] = await published(started, 'one', 'two')
      return id.length > 128 && (await resumed(started, id)).join() === 'two'
    },
  },
  'ids-with-unsafe-bytes': {
    shows: async started => {
      const [id = ''] = await published(started, 'one', 'two')
      return /["{]/.test(id) && (await resumed(started, id)).join() === 'two'
    },
  },
  'ids-from-the-clock': {
    shows: async started => {
      const ids = await published(started, 'one', 'two')
      await pause(300)
      await published(started, 'three')
      return ids[0] === ids[1] && (await resumed(started, ids[1] ?? '')).join() === 'one,two,three'
    },
  },
  'id-decoded-as-latin-1': {
    shows: async started => {
      await started.publish({ data: 'one', id: 'é😀' })
      await started.publish({ data: 'two' })
      return (await resumed(started, 'é😀')).length === 0
    },
  },
  'id-in-its-own-block': bytes({ data: 'x' }, /^id: .*\n\ndata: x$/m),
  'payload-forges-fields': bytes({ data: 'a\n\nid: x\ndata: y' }, /data: a\n\nid: x\ndata: y\n\n/),
  'cr-forges-fields': { shows: async started => (await bytesOf(started, { data: 'a\rid: x' })).includes('\rid: x') },
}
