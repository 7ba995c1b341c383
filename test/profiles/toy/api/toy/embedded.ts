import { startReference } from '../../reference/index.js'
import { controlHooks } from '../control-hooks.js'
import type { EmbeddedServer } from '../profiles.js'

export const embeddedToys: EmbeddedServer = {
  start: options => startReference({ control: true, ...options }),
  configuration: listening => ({
    profile: 'toy',
    url: listening.streamUrl,
    hooks: { publish: { url: `${listening.url}/publish`, body: { data: '{"toy":"{{data}}"}' } }, ...controlHooks(listening) },
  }),
}
