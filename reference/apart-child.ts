import { serveParent } from './apart.js'
import { startReference } from './server.js'

serveParent(startReference)
