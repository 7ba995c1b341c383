// A stream of Server-Sent Events on Hono, as its documentation shows streamSSE: a function that writes for as long as it runs.
import { EventEmitter, on } from 'node:events'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'

const app = new Hono()
const messages = new EventEmitter().setMaxListeners(0)

app.get('/events', c =>
  streamSSE(c, async stream => {
    const left = new AbortController()
    stream.onAbort(() => left.abort())
    for await (const [message] of on(messages, 'message', { signal: left.signal })) await stream.writeSSE(message)
  }),
)

app.post('/publish', async c => {
  const { data, event, id } = await c.req.json()
  messages.emit('message', { data, ...(event ? { event } : {}), ...(id ? { id } : {}) })
  return c.body(null, 204)
})

serve({ fetch: app.fetch, port: Number(process.argv[2] ?? 8404), hostname: '127.0.0.1' })
