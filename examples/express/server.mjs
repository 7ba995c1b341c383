// A stream of Server-Sent Events on Express that conforms.
import express from 'express'

const clients = new Set()
const app = express()

app
  .route('/events')
  .get((req, res) => {
    if (req.method === 'HEAD') return res.type('text/event-stream').end()
    res.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache, no-transform' })
    res.flushHeaders()
    // A client that does not read gets no more heartbeats until it does.
    const heartbeat = setInterval(() => res.writableNeedDrain || res.write(': \n\n'), 1000)
    clients.add(res)
    req.on('close', () => {
      clearInterval(heartbeat)
      clients.delete(res)
    })
  })
  .all((_req, res) => res.set('Allow', 'GET, HEAD').sendStatus(405))

app.post('/publish', express.json({ limit: '32mb' }), (req, res) => {
  const { data, event = '' } = req.body
  if (/[\r\n\0]/.test(event)) return res.status(400).json({ error: 'an event name is one line' })
  const fields = event === '' ? '' : `event: ${event}\n`
  const lines = data.split(/\r\n|\r|\n/).map(line => `data: ${line}\n`)
  for (const client of clients) client.write(`${fields}${lines.join('')}\n`)
  res.sendStatus(204)
})

const server = app.listen(Number(process.argv[2] ?? 3002), '127.0.0.1', () => console.log(`listening on ${server.address().port}`))
