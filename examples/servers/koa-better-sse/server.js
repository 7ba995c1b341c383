// A stream of Server-Sent Events on Koa with Better SSE, as its documentation shows channels.
import Router from '@koa/router'
import { createChannel, createSession } from 'better-sse'
import Koa from 'koa'
import bodyParser from 'koa-bodyparser'

const channel = createChannel()
const router = new Router()

router.get('/events', async ctx => {
  // Koa would answer the request itself.
  ctx.respond = false
  // Koa's status is 404 until one is set, and Better SSE takes it.
  ctx.status = 200
  channel.register(await createSession(ctx.req, ctx.res))
})

router.post('/publish', ctx => {
  const { data, event, id } = ctx.request.body
  channel.broadcast(data, event || undefined, id ? { eventId: id } : {})
  ctx.status = 204
})

new Koa()
  .use(bodyParser({ jsonLimit: '32mb' }))
  .use(router.routes())
  .use(router.allowedMethods())
  .listen(Number(process.argv[2] ?? 8402), '127.0.0.1')
