/** A publication as a recording has it: megabytes are written once, as a filler and how often it follows the data. */
interface Filled {
  readonly data: string
  readonly filler?: { readonly text: string; readonly times: number }
}

/** The whole text that was published. */
export const publishedText = ({ data, filler }: Filled): string => (filler === undefined ? data : data + filler.text.repeat(filler.times))
