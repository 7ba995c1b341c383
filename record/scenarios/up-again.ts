import type { Publication, Stage } from '../scenario.js'

const TRIES = 20
const PAUSE_MS = 250

/** Publishes once the server is up again; undefined if it is not within five seconds. */
export const publishWhenUp = async (stage: Stage, text: string): Promise<Publication | undefined> => {
  for (let tried = 0; tried < TRIES; tried++) {
    const publication = await stage.publish(text)
    if (publication.answer.ok) return publication
    await stage.wait(PAUSE_MS)
  }
  return undefined
}
