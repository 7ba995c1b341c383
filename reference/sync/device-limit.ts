/** How many streams a device may have open; an access token belongs to one device. */

export interface DeviceLimit {
  /** Takes a slot; returns a function that frees it, once. Undefined if all are taken. */
  enter(access_token: string): (() => void) | undefined
}

export function createDeviceLimit(most: number): DeviceLimit {
  const open = new Map<string, number>()
  return {
    enter: access_token => {
      const count = open.get(access_token) ?? 0
      if (count >= most) return undefined
      open.set(access_token, count + 1)
      let left = false
      return () => {
        if (left) return
        left = true
        const now = (open.get(access_token) ?? 1) - 1
        if (now === 0) open.delete(access_token)
        else open.set(access_token, now)
      }
    },
  }
}
