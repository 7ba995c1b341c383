import assert from 'node:assert/strict'
import { files, read } from './tree.js'

/** Commands that ask npm's registry for a package named ssespec. Until it is published, that is nothing, or one day somebody else's. */
const FETCHES = [/\bnpx .*\bssespec@/, /\bnpx (-y|--yes) ssespec\b/, /\bnpm (i|install|add|exec|x) (.* )?ssespec(?=[@\s`'"]|$)/]

const fetching = (text: string): string[] => text.split('\n').filter(line => FETCHES.some(fetch => fetch.test(line)))

describe('installing', () => {
  it('never fetches ssespec by its name', () => {
    const named = files(/^(?!test\/).*(\.(md|ts|mjs|json|ya?ml|sh)|\bDockerfile)$/)
    assert.ok(['README.md', 'action.yml', 'action/check.sh', 'ci/gitlab.yml', 'Dockerfile'].every(name => named.includes(name)))
    assert.deepEqual(
      named.flatMap(name => fetching(read(name)).map(line => `${name}: ${line}`)),
      [],
    )
  })

  it('by its name is noticed', () => {
    for (const line of [
      'npx --yes "ssespec@$VERSION" check',
      'npx ssespec@0.0.9',
      'npx --yes ssespec check',
      'npm install ssespec',
      'npm i -D ssespec@1',
    ])
      assert.deepEqual(fetching(line), [line])
    for (const line of ['npx ssespec check', 'npm install ../ssespec/ssespec-0.1.0.tgz', 'uses: OWNER/ssespec@v0.1.0'])
      assert.deepEqual(fetching(line), [])
  })
})
