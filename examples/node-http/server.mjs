// A stream of Server-Sent Events as tutorials write it. ssespec.config.json drives it; README.md says what is wrong.
import { createServer } from 'node:http'

const clients = new Set()

const server = createServer((req, res) => {
  if (req.url === '/events') {
    res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache', Connection: 'keep-alive' })
    res.write('\n')
    clients.add(res)
    req.on('close', () => clients.delete(res))
  } else if (req.url === '/publish' && req.method === 'POST') {
    let body = ''
    req.on('data', chunk => (body += chunk))
    req.on('end', () => {
      for (const client of clients) client.write(`data: ${body}\n\n`)
      res.writeHead(204).end()
    })
  } else {
    res.writeHead(404).end()
  }
})

setInterval(() => {
  for (const client of clients) client.write(': keep-alive\n\n')
}, 1000)

server.listen(Number(process.argv[2] ?? 3000), '127.0.0.1', () => console.log(`listening on ${server.address().port}`))
