// A stream of Server-Sent Events on Hono, as its documentation shows streamSSE and writeSSE.
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'

const app = new Hono()
const streams = new Set()

app.get('/events', c =>
  streamSSE(c, async stream => {
    streams.add(stream)
    // The stream is open for as long as this function runs.
    await new Promise(resolve => stream.onAbort(resolve))
    streams.delete(stream)
  }),
)

app.post('/publish', async c => {
  const { data, event, id } = await c.req.json()
  await Promise.all([...streams].map(stream => stream.writeSSE({ data, ...(event ? { event } : {}), ...(id ? { id } : {}) })))
  return c.body(null, 204)
})

serve({ fetch: app.fetch, port: Number(process.argv[2] ?? 8404), hostname: '127.0.0.1' })
