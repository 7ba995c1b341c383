import type { Target } from '../target.js'
import type { Crossing } from './through.js'

const HELLO = 'data: hello\n\n'

/** Why nothing can be judged: the hop does not reach the origin, and what answered instead. */
export const answersByItself = async ({ client, origin }: Crossing, { hop, tolerance }: Target): Promise<string | undefined> => {
  if (origin !== undefined) {
    origin.head()
    origin.write(HELLO)
    await client.events(1)
    origin.end()
    return undefined
  }
  await client.head(tolerance.head_ms)
  const address = `${hop?.origin.host}:${hop?.origin.port}`
  const answered = client.status === undefined ? 'answered nothing' : `answered ${client.status} by itself`
  return `the hop ${answered}, and its request did not reach ssespec's origin: have the hop forward to http://${address}`
}
