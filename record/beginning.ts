/** Reads the first characters of a body as UTF-8 and cancels the rest, however much there is. Rejects if the body does. */
export const beginning = async (body: AsyncIterable<Uint8Array> | null, characters: number): Promise<string> => {
  const decoder = new TextDecoder()
  let text = ''
  for await (const bytes of body ?? []) {
    text += decoder.decode(bytes.subarray(0, 4 * characters), { stream: true })
    if (text.length >= characters) break
  }
  return text.slice(0, characters)
}
