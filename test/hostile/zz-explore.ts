import { startHostile, startUnasked, flood, repeated, STREAM_HEAD } from '/work/main/test/hostile/hostile-server.js'
import { checkedApart } from '/work/main/test/hostile/checked.js'
import { gzipSync } from 'node:zlib'
const bomb = gzipSync(Buffer.alloc(256<<20, 'data: xxxxxxxx\n\n'))
const chunk = (b: Buffer) => Buffer.concat([Buffer.from(b.length.toString(16)+'\r\n'), b, Buffer.from('\r\n')])
const cases: Record<string, () => Promise<any>> = {
  ssh: () => startUnasked(s => s.write('SSH-2.0-OpenSSH_9.6\r\n')),
  silent: () => startUnasked(() => {}),
  closes: () => startUnasked(s => s.destroy()),
  resets: () => startHostile(s => s.resetAndDestroy()),
  endlessHead: () => startHostile(s => { s.write('HTTP/1.1 200 OK\r\n'); flood(s, repeated('X-A: b\r\n')) }),
  endlessHeadLine: () => startHostile(s => { s.write('HTTP/1.1 200 OK\r\nX: '); flood(s, repeated('aaaa')) }),
  endless1xx: () => startHostile(s => flood(s, repeated('HTTP/1.1 100 Continue\r\n\r\n'))),
  endlessLine: () => startHostile(s => { s.write(STREAM_HEAD+'\r\ndata: '); flood(s, repeated('x'), 1<<30) }),
  floodEvents: () => startHostile(s => { s.write(STREAM_HEAD+'\r\n'); flood(s, repeated('data: x\n\n')) }),
  floodEmpty: () => startHostile(s => { s.write(STREAM_HEAD+'\r\nid: '+'i'.repeat(4000)+'\n\n'); flood(s, repeated('data:\n\n')) }),
  floodComments: () => startHostile(s => { s.write(STREAM_HEAD+'\r\n'); flood(s, repeated(':\n\n')) }),
  floodNul: () => startHostile(s => { s.write(STREAM_HEAD+'\r\ndata:'); flood(s, repeated('\0')) }),
  smallChunks: () => startHostile(s => { s.write(STREAM_HEAD+'Transfer-Encoding: chunked\r\n\r\n'); flood(s, repeated('1\r\nx\r\n')) }),
  gzip: () => startHostile(s => { s.write(STREAM_HEAD+'Content-Encoding: gzip\r\n\r\n'); flood(s, bomb, bomb.length) }),
  marker: () => startHostile(s => { s.write(STREAM_HEAD+'\r\n'); flood(s, repeated('data: '+'ssespec-a-'.repeat(400)+'\n\n')) }),
  stack: () => startHostile(s => { s.write('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 8000\r\n\r\n'); s.end('at '+'(:1'.repeat(2700)) }),
}
const which = process.argv[3] ? process.argv[3].split(',') : Object.keys(cases)
for (const name of which) {
  const server = await cases[name]!()
  try {
    const r = await checkedApart({ config: { url: server.url }, quick: process.argv[2] === 'quick' }, 300000)
    const by: Record<string, string[]> = {}
    for (const [id, v] of Object.entries(r.verdicts)) (by[v.verdict + (v.reason ? ' | ' + v.reason : v.actual ? ' # '+ v.actual : '')] ??= []).push(id)
    console.log(`\n== ${name}: wall ${Math.round(r.wall_ms)} ms, grown ${Math.round(r.grown_mib)} MiB, leaving ${Math.round(r.leaving_ms)} exit ${r.exit_code} ${r.error ? JSON.stringify(r.error) : ''} ${r.stderr.slice(0,600)}`)
    if (process.argv[4]) for (const [k, v] of Object.entries(by)) console.log('  ', k.slice(0, 150), '→', v.length, v.slice(0, 8).join(' '))
  } catch (e) { console.log('==', name, 'REJECTED', String(e).slice(0, 800)) }
  await server.stop()
}
process.exit()
