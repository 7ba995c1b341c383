// Streams a completion as the APIs of language models do: opened by POST, JSON in each event, `data: [DONE]` at the end, then the response ends.
import { createServer } from 'node:http'

const words = 'Each event is a piece of the text – naïve, größer, 你好 😀 – and the last one says so.'.split(' ')

const server = createServer((req, res) => {
  if (req.url !== '/v1/chat/completions') return res.writeHead(404).end()
  if (req.method !== 'POST') return res.writeHead(405, { Allow: 'POST' }).end()
  req.resume()
  req.on('end', () => {
    res.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store, no-transform' })
    const left = [...words]
    const timer = setInterval(() => {
      const content = left.shift()
      if (content === undefined) {
        clearInterval(timer)
        res.end('data: [DONE]\n\n')
      } else {
        res.write(
          `data: ${JSON.stringify({ object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content: `${content} ` } }] })}\n\n`,
        )
      }
    }, 20)
    res.on('close', () => clearInterval(timer))
  })
})

server.listen(Number(process.argv[2] ?? 3001), '127.0.0.1', () => console.log(`listening on ${server.address().port}`))
