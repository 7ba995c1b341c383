/** Collects the hosts of a repeatable flag. */
export const hosts = (value: string, before: readonly string[] = []): string[] => [...before, value]
