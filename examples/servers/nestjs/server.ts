// A stream of Server-Sent Events on NestJS, as its documentation shows @Sse: a handler that returns an Observable of MessageEvent.
import 'reflect-metadata'
import { Body, Controller, HttpCode, type MessageEvent, Module, Post, Sse } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import type { NestExpressApplication } from '@nestjs/platform-express'
import { type Observable, Subject } from 'rxjs'

const messages = new Subject<MessageEvent>()

@Controller()
class EventsController {
  @Sse('events')
  events(): Observable<MessageEvent> {
    return messages
  }

  @Post('publish')
  @HttpCode(204)
  publish(@Body() { data, event, id }: { data: string; event?: string; id?: string }): void {
    messages.next({ data, ...(event ? { type: event } : {}), ...(id ? { id } : {}) })
  }
}

@Module({ controllers: [EventsController] })
class AppModule {}

const app = await NestFactory.create<NestExpressApplication>(AppModule, { logger: false })
app.useBodyParser('json', { limit: '32mb' })
await app.listen(Number(process.argv[2] ?? 8401), '127.0.0.1')
