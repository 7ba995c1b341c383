import { startHomeserver } from '../../homeserver/index.js'
import { controlHooks } from '../control-hooks.js'
import type { EmbeddedServer } from '../profiles.js'

export const embeddedHomeserver: EmbeddedServer = {
  start: ({ one_channel: _roomsAreChannels, ...options }) => startHomeserver({ http2: true, control: true, ...options }),
  configuration: listening => ({ url: listening.url, profile: 'matrix', hooks: controlHooks(listening) }),
}
