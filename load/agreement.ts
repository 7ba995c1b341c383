import type { Agreement, LoadTransport } from '../schemas/index.js'

const LIMITS = { kernel: 0.01, generators: 0.02 } as const

const agreement = (known: Pick<Agreement, 'transport' | 'between' | 'of' | 'limit'>, one: number, other: number): Agreement => {
  const ratio = other === 0 ? (one === 0 ? 1 : Number.MAX_VALUE) : one / other
  return { ...known, one, other, ratio, agree: Math.abs(ratio - 1) <= known.limit }
}

const withKernel = ({ name, measured: { kernel } }: LoadTransport): Agreement[] =>
  kernel === undefined
    ? []
    : [
        agreement(
          { transport: name, between: 'k6 and the kernel', of: 'bytes', limit: LIMITS.kernel },
          kernel.generator_bytes,
          kernel.bytes,
        ),
      ]

/** Per delivery, because two runs never last exactly as long; per client per minute if nothing is delivered. */
const COMPARED = {
  delivery: { requests: 'requests_per_delivery', bytes: 'bytes_per_delivery' },
  'client and minute': { requests: 'requests_per_client_min', bytes: 'bytes_per_client_min' },
} as const

const withAutocannon = (k6: LoadTransport, all: readonly LoadTransport[]): Agreement[] => {
  const other = all.find(({ name, generator_name }) => name === k6.name && generator_name === 'autocannon')
  if (k6.generator_name !== 'k6' || other === undefined) return []
  const each = k6.figures.bytes_per_delivery === undefined ? 'client and minute' : 'delivery'
  return Object.entries(COMPARED[each]).flatMap(([of, figure]) => {
    const [one, two] = [k6.figures[figure]?.median, other.figures[figure]?.median]
    if (one === undefined || two === undefined) return []
    return [agreement({ transport: k6.name, between: 'k6 and autocannon', of: `${of} a ${each}`, limit: LIMITS.generators }, one, two)]
  })
}

/** Compares counts made twice: by two generators, or by a generator and the kernel. */
export const agreementsOf = (transports: readonly LoadTransport[]): Agreement[] =>
  transports.flatMap(transport => [...withKernel(transport), ...withAutocannon(transport, transports)])
