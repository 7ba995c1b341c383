import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { PageLine } from '../../schemas/index.js'
import { pageFile } from './files.js'

/** What a page reports, before it is recorded. */
export type Told = Omit<PageLine, 't' | 'on' | 'what' | 'engine'>

/** The origin of cross-origin pages; every page sends its reports to it. */
export interface Pages {
  readonly base: string
  readonly reportsUrl: string
  close(): Promise<void>
}

const MOST_CHARACTERS = 16_384
const MOST_REPORT_BYTES = 256 << 20

/** Long data is kept as its beginning, length and digest. */
const shortened = (told: Told): Told => {
  const { data } = told
  if (data === undefined || data.length <= MOST_CHARACTERS) return told
  const sha256 = createHash('sha256').update(data).digest('hex')
  return { ...told, data: data.slice(0, MOST_CHARACTERS), characters: data.length, sha256 }
}

const contentOf = async (content: AsyncIterable<Buffer>): Promise<string> => {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of content) {
    bytes += chunk.length
    if (bytes > MOST_REPORT_BYTES) throw new Error('the report is too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

export interface Answer {
  writeHead(status: number, fields: Readonly<Record<string, string>>): unknown
  end(content?: Buffer): unknown
}

/** Serves requests from pages of any origin: files and reports. */
export const answerPage = async (
  path: string,
  content: AsyncIterable<Buffer>,
  response: Answer,
  hear: (told: readonly Told[]) => void,
): Promise<void> => {
  const open = { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-store' }
  if (path === 'reports') {
    const told = JSON.parse(await contentOf(content)) as Told[]
    hear(told.map(shortened))
    response.writeHead(204, open)
    response.end()
    return
  }
  const file = pageFile(path)
  response.writeHead(file === undefined ? 404 : 200, { ...open, ...(file === undefined ? {} : { 'Content-Type': file.type }) })
  response.end(file?.content)
}

export const startPages = async (prefix: string, hear: (told: readonly Told[]) => void): Promise<Pages> => {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? ''
    const below = path.startsWith(prefix) ? path.slice(prefix.length) : ''
    answerPage(below, request, response, hear).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve())
  })
  const address = server.address()
  const base = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}${prefix}`
  return {
    base,
    reportsUrl: `${base}reports`,
    close: async () => {
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}
