/** The lines of a Markdown text within fenced code blocks, and those outside. Throws where a fence is left open (CommonMark §4.5). */
export const fencesOf = (markdown: string): { fences: string[][]; outside: string[] } => {
  const fences: string[][] = []
  const outside: string[] = []
  let fence: { mark: string; lines: string[] } | undefined
  for (const line of markdown.split(/\r\n|\r|\n/)) {
    if (fence) {
      const [, run = ''] = /^ {0,3}(`+|~+)[ \t]*$/.exec(line) ?? []
      if (run.startsWith(fence.mark)) {
        fences.push(fence.lines)
        fence = undefined
      } else fence.lines.push(line)
    } else {
      const [, mark] = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/.exec(line) ?? []
      if (mark === undefined) outside.push(line)
      else fence = { mark, lines: [] }
    }
  }
  if (fence) throw new Error('a fence is left open')
  return { fences, outside }
}

const INLINE = /\\[!-/:-@[-`{-~]|(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g

/** What a line of Markdown holds besides escaped characters and code spans: where markup would be. */
export const bareText = (line: string): string => line.replace(INLINE, '')
