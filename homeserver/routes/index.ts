/** All Client-Server API endpoints of the homeserver, by subject. */

import type { Route } from '../call.js'
import { accountRoutes } from './accounts.js'
import { deviceRoutes } from './devices.js'
import { directoryRoutes } from './directory.js'
import { encryptionRoutes } from './encryption.js'
import { ephemeralRoutes } from './ephemeral.js'
import { historyRoutes } from './history.js'
import { personalRoutes } from './personal.js'
import { pushRuleRoutes } from './push-rules.js'
import { roomEventRoutes } from './room-events.js'
import { roomRoutes } from './rooms.js'
import { serverRoutes } from './server.js'
import { syncRoutes } from './sync.js'

export const routes: readonly Route[] = [
  ...serverRoutes,
  ...accountRoutes,
  ...deviceRoutes,
  ...personalRoutes,
  ...pushRuleRoutes,
  ...syncRoutes,
  ...roomRoutes,
  ...roomEventRoutes,
  ...historyRoutes,
  ...ephemeralRoutes,
  ...directoryRoutes,
  ...encryptionRoutes,
]
