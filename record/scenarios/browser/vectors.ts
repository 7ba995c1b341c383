import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot, type Vectors, validated } from '../../../schemas/index.js'
import { createEventStream } from '../../../wire/index.js'
import { playStatus, playStream } from '../../browser/played.js'
import type { Scene } from '../../browser/scene.js'
import { scenario } from '../../scenario.js'

interface Vector {
  readonly name: string
  readonly bytes: Buffer
  /** Event types that any parser might dispatch. */
  readonly types: readonly string[]
}

const AT_ONCE = 4

const typesIn = (bytes: Buffer): string[] => {
  const types = new Set<string>()
  const stream = createEventStream({ event: ({ type }) => void types.add(type) })
  stream.push(bytes, 0)
  stream.close(0)
  // Leading and trailing whitespace and NUL are what parsers may treat differently.
  return [...types]
    .flatMap(type => [type, type.trim(), type.split('\0', 1)[0] ?? '', type.replaceAll('\0', '')])
    .filter(type => type !== '' && type !== 'message')
}

const vectors = (): Vector[] => {
  const room = join(packageRoot, 'suites', 'vectors')
  const files = readdirSync(room).filter(file => file.endsWith('.json'))
  const documents = files.map((file): Vectors => validated('vectors', JSON.parse(readFileSync(join(room, file), 'utf8')), file))
  return documents.flatMap(document =>
    document.vectors.map(({ name, text, b64 }) => {
      const bytes = b64 === undefined ? Buffer.from(text ?? '') : Buffer.from(b64, 'base64')
      return { name, bytes, types: [...new Set(typesIn(bytes))] }
    }),
  )
}

const play = async ({ relay, source, until }: Scene, { name, bytes, types }: Vector): Promise<void> => {
  relay.play(name, [playStream(bytes, name), playStatus(204)])
  const one = await source(name, { types })
  await one.errs()
  await until(`${name} is played`, () => relay.requests(name) > 0)
  await one.close()
}

/** BRW-17: the parser test vectors, each on a stream that the relay plays. */
export const browserVectors = scenario(
  'browser-vectors',
  {
    says: 'Let the relay send the parser test vectors to a page.',
    kind: 'browser',
    needs: ['endless', 'browsers'],
    window_ms: () => 60_000,
    long: true,
  },
  ({ inBrowsers }) =>
    inBrowsers(async scene => {
      await scene.visit()
      const queue = vectors()
      const worker = async () => {
        for (let one = queue.shift(); one !== undefined; one = queue.shift()) await play(scene, one)
      }
      await Promise.all(Array.from({ length: AT_ONCE }, worker))
    }),
)
