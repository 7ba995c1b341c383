import { onePayloadPerEvent } from '../carried.js'
import type { ObservedProfile } from '../profiles.js'
import { crossingsIn } from './crossing.js'

/** Profile hop: what the origin sent beside what the client received. */
export const ofHop: ObservedProfile = {
  // What ssespec's origin sends needs no hook.
  has: { publish: true },
  carrying: { ...onePayloadPerEvent, keeps: true },
  scenario: (scenario, session) => ({ crossings: crossingsIn(scenario, session) }),
  // Nothing is published by a hook.
  mayLeaveOut: true,
}
