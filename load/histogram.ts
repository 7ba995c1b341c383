import { build, decodeFromCompressedBase64, encodeIntoCompressedBase64, type Histogram } from 'hdr-histogram-js'
import type { Distribution } from '../schemas/index.js'

// The shape of the extension's histograms (load/k6/eventsource/tally): 1 µs to 1 hour, three digits. Histograms of the same shape merge exactly.
const SHAPE = {
  bitBucketSize: 64,
  autoResize: false,
  lowestDiscernibleValue: 1,
  highestTrackableValue: 3_600_000_000,
  numberOfSignificantValueDigits: 3,
} as const

const US_A_MS = 1000

/** An empty histogram of times in µs. */
export const emptyHistogram = (): Histogram => build(SHAPE)

export const distributionOf = (histogram: Histogram): Distribution => {
  const at = (percentile: number): number => (histogram.totalCount === 0 ? 0 : histogram.getValueAtPercentile(percentile) / US_A_MS)
  return {
    count: histogram.totalCount,
    p50: at(50),
    p90: at(90),
    p99: at(99),
    p999: at(99.9),
    max: at(100),
    hdr: encodeIntoCompressedBase64(histogram),
  }
}

/** Merges histograms, as if one process had seen all values. */
export const mergedDistribution = (distributions: readonly (Distribution | undefined)[]): Distribution => {
  const whole = emptyHistogram()
  for (const one of distributions) {
    if (one !== undefined && one.count > 0) whole.add(decodeFromCompressedBase64(one.hdr, SHAPE.bitBucketSize))
  }
  return distributionOf(whole)
}

/** Records a time in ms; values out of range count as the nearest end of the range. */
export const recordMs = (histogram: Histogram, ms: number): void =>
  histogram.recordValue(Math.min(Math.max(Math.round(ms * US_A_MS), 1), SHAPE.highestTrackableValue))
