/**
 * Begins to measure what something takes, milliseconds so far: waiting, and running. Of a bound on time, what this process was ready to run and did not get to on
 * a busy machine is no part.
 */
export const ownTime = (): (() => number) => {
  const began = performance.now()
  const loop = performance.eventLoopUtilization()
  const cpu = process.cpuUsage()
  return () => {
    const { active } = performance.eventLoopUtilization(loop)
    const { user, system } = process.cpuUsage(cpu)
    return performance.now() - began - Math.max(0, active - (user + system) / 1000)
  }
}
