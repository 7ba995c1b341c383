// The same stream, with only the fixes from the report of `ssespec check` applied.
import { createServer } from 'node:http'

const clients = new Set()

const server = createServer((req, res) => {
  if (req.url === '/events') {
    // HTTP-13, HTTP-13b, HTTP-14: only GET opens a stream.
    if (req.method === 'HEAD') return res.writeHead(200, { 'Content-Type': 'text/event-stream' }).end()
    if (req.method !== 'GET') return res.writeHead(405, { Allow: 'GET, HEAD' }).end()
    res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache, no-transform' })
    res.flushHeaders()
    const heartbeat = setInterval(() => res.write(': \n\n'), 1000)
    clients.add(res)
    req.on('close', () => {
      clearInterval(heartbeat)
      clients.delete(res)
    })
  } else if (req.url === '/publish' && req.method === 'POST') {
    // FRM-01, FRM-25: the bytes are decoded once, when all are there.
    const chunks = []
    req.on('data', chunk => chunks.push(chunk))
    req.on('end', () => {
      // FRM-05, SEC-11: each line of the payload after `data: `; CR ends a line too.
      const lines = Buffer.concat(chunks)
        .toString()
        .split(/\r\n|\r|\n/)
      const event = `${lines.map(line => `data: ${line}\n`).join('')}\n`
      for (const client of clients) client.write(event)
      res.writeHead(204).end()
    })
  } else {
    res.writeHead(404).end()
  }
})

server.listen(Number(process.argv[2] ?? 3000), '127.0.0.1', () => console.log(`listening on ${server.address().port}`))
