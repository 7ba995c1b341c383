/** The used part of jsdom; its own types would add browser types to every file. */
declare module 'jsdom' {
  export class JSDOM {
    constructor(html: string)
    readonly window: { readonly document: never }
  }
}
