import type { HopFault } from '../fault.js'

export const contentTypeHtml: HopFault = {
  name: 'content-type-html',
  breaks: ['HOP-21'],
  summary: 'The content type is replaced by text/html.',
  profile: 'hop',
  wrap: clean => ({
    response: answered =>
      clean.response({
        ...answered,
        fields: answered.fields.map(([name, value]) => [name, name.toLowerCase() === 'content-type' ? 'text/html' : value]),
      }),
  }),
}
