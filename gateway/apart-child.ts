import { serveParent } from '../reference/index.js'
import { startGateway } from './index.js'

serveParent(startGateway)
