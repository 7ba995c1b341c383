import type { NamedFault } from '../fault.js'
import type { HopParts } from './parts.js'

/** A defect of a hop. */
export interface HopFault extends NamedFault {
  readonly profile: 'hop'
  /** Called once per hop, so the state of the defect lives in its closure. */
  readonly wrap: (clean: HopParts) => Partial<HopParts>
}
