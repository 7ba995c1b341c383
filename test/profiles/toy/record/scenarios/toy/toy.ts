import { scenario } from '../../scenario.js'

/** TOY-01: a payload is published and received. */
export const toy = scenario('toy', { says: 'Publish a toy.', kind: 'publishing', needs: ['publish'] }, async ({ open, publish }) => {
  const stream = await open()
  await stream.head()
  await stream.receives(await publish('toy'))
})
