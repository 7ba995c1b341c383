import { serveParent } from '../reference/index.js'
import { startHomeserver } from './index.js'

serveParent(startHomeserver)
