import assert from 'node:assert/strict'
import ts from 'typescript'
import { files, read } from './tree.js'

/** Words that this project replaces by a common one, with that one. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\bmend(s|ed|ing)?\b/i, 'fix'],
  [/\bremed(y|ies)\b/i, 'fix'],
  [/\bspeaks?\b[^.]*\bright\b/i, 'implements … correctly, conforms'],
  [/\black(s|ing|ed)?\b/i, 'missing, not installed'],
  [/\btells?\b|\btold\b/i, 'reports, shows, says'],
  [/\bwhat (came|is had)\b/i, 'received, sent'],
  [/\bno source says\b/i, 'inferred: not stated verbatim in a standard'],
  [/\bobliges?\b/i, 'not required to'],
  [/\ba (client|server|minute|second) and (client|server|minute|second)\b/i, 'per client, per server'],
  [/\bsome (two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|\d+)\b/i, 'about six seconds'],
  [/\bdear(er|est)?\b/i, 'expensive'],
  [/\bcannot be had\b/i, 'could not be downloaded / read'],
  [/\bno recording of ssespec\b/i, 'not an ssespec recording'],
  [/\bis none of\b/i, 'unknown transport "x"; choose from …'],
  [/\b(br(i|ou)ngs?|came|comes?|coming|brought) about\b/i, 'publish an event that arrives; was not observed'],
  [/\bmay go with it\b|\bof ours\b|\bof ssespec's\b/i, 'plain syntax'],
]

/** `remedy` as a name in code: it is a key of published formats. */
const NAMES: readonly RegExp[] = [
  // Markdown names the key.
  /`remedy`/g,
  // Markdown shows a requirement.
  /"remedy":/g,
  // A schema lists its required keys.
  /^remedy$/g,
  // reports/json.ts lists all keys of a report, in one string.
  /(?<=\bactual reason )remedy $/g,
  // The HTML report has a class for it.
  /(?<=class=")remedy(?=")/g,
  // Its style sheet selects that class.
  /(?<=[,\n])\.remedy\b/g,
]

const find = (text: string): string[] => {
  const words = NAMES.reduce((rest, name) => rest.replace(name, ''), text)
  return WORDS.flatMap(([word, instead]) => {
    const found = word.exec(words)
    return found === null ? [] : [`“${found[0]}” (say: ${instead}) in “${words.slice(Math.max(0, found.index - 60), found.index + 60)}”`]
  })
}

/** The source of a requirement quotes a standard, or a proposal, in its own words. */
const isQuote = (holder: object, key: string): boolean => key === 'says' && 'spec' in holder && 'clause' in holder

/** The texts of a JSON document; keys stay what they are. */
const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, one]) => (isQuote(value, key) ? [] : textsIn(one)))
}

/** String literals that have a space: words for a person. */
const stringsIn = (source: string): string[] => {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) found.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('one.ts', source, ts.ScriptTarget.Latest))
  return found.filter(text => text.includes(' '))
}

/** Comments: the same language holds for them. */
const commentsIn = (source: string): string[] => [...source.matchAll(/^\s*(?:\/\*\*?|\*|\/\/)\s?(.*)$/gm)].map(([, text = '']) => text)

const faulty = (names: readonly string[], texts: (text: string) => string[]): string[] =>
  names.flatMap(name => texts(read(name)).flatMap(text => find(text).map(one => `${name}: ${one}`)))

const ROOMS = '(api|cli|load|observe|record|reference|reports|schemas|suites|wire)'

describe('the language', () => {
  it('of pages uses the common words', () =>
    assert.deepEqual(
      faulty(files(/\.md$/), text => text.split('\n')),
      [],
    ))

  it('of requirements, schemas and workloads uses the common words', () =>
    assert.deepEqual(
      faulty(files(/^suites\/.*\.json$/, /^schemas\/.*\.schema\.json$/, /^load\/(workloads|compare)\/.*\.json$/), text =>
        textsIn(JSON.parse(text)),
      ),
      [],
    ))

  it('of messages uses the common words', () => assert.deepEqual(faulty(files(new RegExp(`^${ROOMS}/.*\\.ts$`)), stringsIn), []))

  it('of comments uses the common words', () => assert.deepEqual(faulty(files(/^[a-z]+\/.*\.(ts|mjs)$/), commentsIn), []))
})
