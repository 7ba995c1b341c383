/** What a server reports about itself, and features that this one does not have. */

import { open, type Route, user } from '../call.js'
import { DEFAULT_ROOM_VERSION, ROOM_VERSIONS } from '../rooms/create.js'

/** The versions between which the implemented endpoints do not differ. */
const VERSIONS = ['r0.6.1', ...Array.from({ length: 17 }, (_, minor) => `v1.${minor + 1}`)]

export const serverRoutes: readonly Route[] = [
  open('GET', '/versions', () => ({ versions: VERSIONS, unstable_features: { 'org.matrix.msc2108': true } })),
  user('GET', '/v3/capabilities', () => ({
    capabilities: {
      'm.change_password': { enabled: true },
      'm.room_versions': { default: DEFAULT_ROOM_VERSION, available: Object.fromEntries(ROOM_VERSIONS.map(each => [each, 'stable'])) },
      'm.set_displayname': { enabled: true },
      'm.set_avatar_url': { enabled: true },
      'm.3pid_changes': { enabled: false },
    },
  })),
  user('GET', '/v3/voip/turnServer', () => ({})),
  user('GET', '/v3/thirdparty/protocols', () => ({})),
  user('GET', '/v1/media/config', () => ({ 'm.upload.size': 0 })),
]
