/** Wakes waiters in batches, so that a thousand clients that wait for one event leave room for heartbeats in between. */

const AT_A_TIME = 64

let queue: (() => void)[] = []

export function takeTurn(act: () => void): void {
  queue.push(act)
  if (queue.length === 1) setImmediate(giveTurns)
}

function giveTurns(): void {
  const now = queue.slice(0, AT_A_TIME)
  queue = queue.slice(AT_A_TIME)
  if (queue.length > 0) setImmediate(giveTurns)
  for (const act of now) act()
}
