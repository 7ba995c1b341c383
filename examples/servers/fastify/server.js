// A stream of Server-Sent Events on Fastify with @fastify/sse, as its README shows connection management and message replay.
import sse from '@fastify/sse'
import Fastify from 'fastify'

const fastify = Fastify({ bodyLimit: 32 * 2 ** 20 })
await fastify.register(sse)

const messageHistory = []
const streams = new Set()

fastify.get('/events', { sse: 'only' }, async (_request, reply) => {
  reply.sse.keepAlive()
  reply.sse.sendHeaders()
  await reply.sse.replay(async lastEventId => {
    const startIndex = messageHistory.findIndex(message => message.id === lastEventId)
    for (const message of messageHistory.slice(startIndex + 1)) await reply.sse.send(message)
  })
  streams.add(reply.sse)
  reply.sse.onClose(() => streams.delete(reply.sse))
})

fastify.post('/publish', async (request, reply) => {
  const { data, event } = request.body
  const message = { id: String(messageHistory.length + 1), data, ...(event ? { event } : {}) }
  messageHistory.push(message)
  for (const stream of streams) stream.send(message).catch(() => stream.close())
  return reply.code(204).send()
})

await fastify.listen({ port: Number(process.argv[2] ?? 8403), host: '127.0.0.1' })
